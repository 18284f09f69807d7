#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
source "$lab/../../catalogue/lab.sh"
enter "$@"

first=$(git log --reverse --format=%H main..filters -- filter.sh | sed -n 1p)
git rebase -q --onto main "$first^" filters
