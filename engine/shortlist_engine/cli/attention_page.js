'use strict';
const shares = JSON.parse(document.getElementById('shares').textContent);
const inputs = [...document.querySelectorAll('#lines input')];
const pane = document.getElementById('text');
const words = [...pane.querySelectorAll('span')];
const list = document.getElementById('words');
const MUCH = 500;
const LISTED = 10;

/** Marks the words that a line reads, and lists those that it reads most. */
function show(line) {
  const parts = shares[line];
  const total = parts.reduce((sum, part) => sum + part, 0) || 1;
  const sums = new Map();
  words.forEach((word, index) => {
    word.style.setProperty('--share', parts[index] / 10);
    word.classList.toggle('much', parts[index] >= MUCH);
    const text = word.textContent;
    sums.set(text, (sums.get(text) || 0) + parts[index]);
  });
  const most = [...sums].sort((a, b) => b[1] - a[1]).slice(0, LISTED);
  list.replaceChildren(
    ...most
      .filter(([, sum]) => sum / total >= 0.03)
      .map(([text, sum]) => {
        const item = document.createElement('li');
        item.textContent = `${text} ${Math.round((100 * sum) / total)} %`;
        return item;
      })
  );
  bringIntoView(words[parts.indexOf(Math.max(...parts))]);
}

/** Scrolls the statement, and never the page. */
function bringIntoView(word) {
  const top = word.offsetTop - pane.offsetTop;
  if (top < pane.scrollTop || top + word.offsetHeight > pane.scrollTop + pane.clientHeight) {
    pane.scrollTop = top - pane.clientHeight / 3;
  }
}

function choose(line) {
  const input = inputs.find((each) => each.value === String(line) && !each.disabled);
  if (input) {
    input.checked = true;
    show(line);
  }
  return Boolean(input);
}

for (const input of inputs) {
  input.addEventListener('change', () => {
    show(Number(input.value));
    try {
      history.replaceState(null, '', `#L${Number(input.value) + 1}`);
    } catch {
      // Some browsers have no addresses to replace for files.
    }
  });
}
const wanted = /^#L(\d+)$/.exec(location.hash);
if (!(wanted && choose(Number(wanted[1]) - 1))) {
  const first = inputs.find((input) => !input.disabled);
  if (first) choose(Number(first.value));
}
