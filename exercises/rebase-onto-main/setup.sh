#!/usr/bin/env bash
lab=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source "$lab/../../catalogue/lab.sh"
source "$lab/variant.sh"
begin "$@"

make_repository
cat >search.sh <<'SCRIPT'
#!/usr/bin/env bash
# Searches the catalogue.
# usage: bash search.sh WORD
set -euo pipefail
SCRIPT
printf '%s\n' "red $product" "blue $product" 'green toaster' >catalogue.txt
commit 'Begin the search'

# A colleague's branch, in three commits.
git checkout -q -b search
echo 'grep -- "$1" catalogue.txt' >>search.sh
commit 'Search for a word'
sed 's/^grep --/grep -i --/' search.sh >search.new
mv search.new search.sh
commit 'Ignore the case'
echo '# Searching' >search.md
echo 'Run `bash search.sh WORD`.' >>search.md
commit 'Describe the search'

# The learner's branch, which began where the colleague's ended.
git checkout -q -b filters
cat >filter.sh <<'SCRIPT'
#!/usr/bin/env bash
# Keeps the lines with a colour.
# usage: bash filter.sh COLOUR
grep "^$1 "
SCRIPT
commit 'Filter by colour'
if [[ $own == three ]]; then
  cat >filter.sh <<'SCRIPT'
#!/usr/bin/env bash
# Keeps the lines with a colour, or all of them without one.
# usage: bash filter.sh [COLOUR]
grep "^${1:-.*} "
SCRIPT
  commit 'Filter nothing without a colour'
fi
echo 'Run `bash search.sh WORD | bash filter.sh COLOUR`.' >filter.md
commit 'Describe the filter'

# The review changed the colleague's work, then squashed it; main went on.
git checkout -q main
cat >>search.sh <<'SCRIPT'
word=${1:?a word to search for}
grep --ignore-case --fixed-strings -- "$word" catalogue.txt || echo 'nothing found'
SCRIPT
printf '# Search\n\n    bash search.sh WORD\n' >search.md
commit 'Add a search (squashed from 3 commits)'
echo "yellow $novelty" >>catalogue.txt
commit "Sell a $novelty"
git branch -q -D search
git checkout -q filters
