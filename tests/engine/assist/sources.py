"""Programs in six languages in which it is hard to say what is a comment, written for the tests."""

from __future__ import annotations

import random

from shortlist_engine.bank import families

CPP = r"""#include <bits/stdc++.h> // everything
#include <a//b.h>
#define TWICE(x) ((x) + \
                  (x)) /* a comment // in a
directive */
using namespace std;
/* block // not a line comment */
const char *raw = R"x(no // comment, no /* comment, " )" here)x";
const char *quoted = "// \" /* " "*/";
int big = 1'000'000, mask = 0x1'F; // it's a digit separator
char slash = '/', quote = '\'', both = '"';
int main() {
    int a = 4, *p = &a, b = 8;
    int c = b / *p; // division by what p points to
    // a comment that goes on \
       in the next line, int c = 0;
    if (a<b/*inside*/&&b>a) cout << c << '\n'; else cout << raw;
    cout << u8"x" << L'y' << .5e-3 << 1e+5;
}
"""
JAVA = r'''import java.util.*; // java
/** A class. */
public class Main {
    static String block = """
        // no comment " /* here
        \""" still here
        """;
    static char[] marks = {'"', '\'', '/', '*', '\u0041'};
    public static void main(String[] args) {
        String s = "http://example.org /* \" */"; // an address
        int a = 9 / 3 /* three */ / 1;
        System.out.println(s + a); /* end */
    }
}
'''
JAVASCRIPT = r"""#!/usr/bin/env node
'use strict'; // strict
const re = /[/*"'`]\/\/.*/g; // a regular expression
const n = 10 / 2 / 5; /* a division */
const text = `a ${ n /* in a hole */ + `${"//"}` } // no comment \` `;
function f(x) {
  return x // ends here
    ? /"/.test(x) : typeof /'/ === 'object';
}
const lines = require('fs').readFileSync(0, 'utf8').split("\n");
for (const line of lines) { // each
  if (line.length > 3) console.log(f(line), text, re.source); /* last */ }
"""
GO = r"""//go:build linux

package main // main

import "fmt"

/* a block
   of two lines */
var raw = `no // comment /* here "`

func main() {
	quote, slash := '\'', '/' // runes
	s := "// \" /*"
	x := 9 / 3 /* three */
	fmt.Println(raw, quote, slash, s, x)
}
"""
RUST = r"""//! A crate.
use std::io; // io
/// A function with a lifetime.
fn first<'a>(x: &'a str) -> &'a str { x /* nested /* deeper */ still */ }
fn main() {
    let raw = r#"no // comment " here"#; // raw
    let bytes = br"/*"; let c = '"'; let d = '\''; let e = '\u{1F600}';
    let s = "two lines // \
             of text"; /* done */
    let r#type = b'x';
    'outer: loop { break 'outer; }
    println!("{} {:?} {} {} {} {} {}", raw, bytes, c, d, e, s, r#type);
    let _ = (first("a"), io::stdin());
}
"""
C = r"""#include <stdio.h>
#error it's no comment
#define PATH "a//b" /* a path */
int main(void) { // main
    char c = '\\', d = '"';
    printf("%c%c // %d\n", c, d, 6/ 2/*/ tricky */); /**/ /* */
    return 0; /* the
end */
}
"""
PYTHON = r'''#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""A program. # no comment"""
import sys  # system


def f(x, y={"#": 1}):
    """Twice. # no comment"""
    text = "# no" + '# "no"' + """
# no comment either
"""
    if x and \
            y:
        return [  # a list
            x,
            # inside
            x * 2,
        ]
    return text


class A: pass


print(f(3))  # print
'''
SOURCES = {
    "python": PYTHON,
    "cpp": CPP,
    "java": JAVA,
    "javascript": JAVASCRIPT,
    "go": GO,
    "rust": RUST,
    "c": C,
}


def bank_sources(count: int) -> list[tuple[str, str]]:
    """Programs of the bank with their languages."""
    rng = random.Random(5)
    chosen = rng.sample(list(families().values()), count)
    return [each for family in chosen for each in family.instance(rng.randrange(99)).programs]
