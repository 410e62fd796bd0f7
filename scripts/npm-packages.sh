#!/bin/sh
# usage: npm-packages.sh FOLDER
# Installs what FOLDER/package-lock.json names, unless it is there.
set -eu
cd "$1"
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
installed=node_modules/.package-lock.json
[ -f "$installed" ] && [ -z "$(find package-lock.json -newer "$installed")" ] && exit 0
echo "Installing the npm packages of $(basename "$1")"
npm ci --silent
touch "$installed"
