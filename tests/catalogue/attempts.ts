import { alpineLinux, type Kind, learner, mac } from '../../catalogue/check/machine';

/**
 * An attempt of a learner. An incorrect one names the expected complaint. One without a complaint
 * is correct, and must give the same hash as the exercise's own solution.
 */
export type Attempt = {
  exercise: string;
  name: string;
  /** Whether the commands follow setup.sh or solve.sh. */
  after: 'setup' | 'solve';
  commands: string;
  complaint?: RegExp;
  /** Where the commands and verify.sh run. Default: a learner's machine with Linux. */
  machine?: Kind;
};

/** With a time limit of two seconds, instead of twenty. */
const impatient: Kind = { ...learner, env: { LAB_SECONDS: '2' } };

/** A deploy.sh that makes a release the current one with the given commands. */
const deployWith = (commands: string) => `cat >deploy.sh <<'E'
cd -- "$(dirname -- "$0")" || exit
[ -f "releases/\${1:?which version}/index.html" ] || { echo unknown >&2; exit 2; }
${commands}
E
bash deploy.sh 1.5.0`;

/** A tidy.sh without anything that only some versions of bash or its tools have. */
const plainTidy = `cat >tidy.sh <<'E'
mkdir -p "$2"
n=0
for f in "$1"/*.txt; do
  [ -e "$f" ] || continue
  cp "$f" "$2/$(basename "$f" | tr A-Z a-z)"
  n=$((n + 1))
done
echo "$n files"
E
bash tidy.sh inbox archive`;

const trappingNightly = `cat >nightly.sh <<'E'
mkdir "$2.lock" || exit
trap 'rm -f "$2.new"; rmdir "$2.lock"' EXIT
trap 'exit 143' TERM
bash "$(dirname "$0")/pack.sh" "$1" >"$2.new" && mv "$2.new" "$2"
E
rmdir backup/photos.pack.lock
bash nightly.sh photos backup/photos.pack`;

const renameInFolder =
  'mkdir new && ln -s "releases/$1" new/current && mv -f new/current . && rmdir new';

export const attempts: Attempt[] = [
  {
    exercise: 'read-an-access-log',
    name: 'takes the ninth word for the status',
    after: 'solve',
    commands: `sed -i "s/^errors=.*/errors=$(cut -d ' ' -f 9 access.log | grep -c ^5)/" answers.txt`,
    complaint: /^errors is not \d+: .*quoted request/,
  },
  {
    exercise: 'read-an-access-log',
    name: 'counts neighbours only',
    after: 'solve',
    commands: `sed -i "s/^visitors=.*/visitors=$(cut -d ' ' -f 1 access.log | uniq | wc -l)/" answers.txt`,
    complaint: /^visitors is not \d+: /,
  },
  {
    exercise: 'read-an-access-log',
    name: 'changes the question',
    after: 'solve',
    commands: 'head -n 50 access.log >short && mv short access.log',
    complaint: /^access.log is not as setup.sh laid it out/,
  },
  {
    exercise: 'read-an-access-log',
    name: 'leaves a question out',
    after: 'solve',
    commands: 'sed -i /busiest_minute/d answers.txt',
    complaint: /^answers.txt has no line busiest_minute=/,
  },
  {
    exercise: 'read-an-access-log',
    name: 'answers in another order, with blanks and carriage returns',
    after: 'solve',
    commands: `sort -r answers.txt | sed 's/=/ = /; s/$/\\r/' >other && mv other answers.txt`,
  },

  {
    exercise: 'tame-odd-file-names',
    name: 'trusts lines instead of blanks',
    after: 'solve',
    commands: `cat >tidy.sh <<'E'
mkdir -p "$2"; n=0
while read -r name; do cp "$1/$name" "$2/\${name,,}"; n=$((n + 1)); done < <(ls "$1" | grep 'txt$')
echo "$n files"
E`,
    complaint: /^with other odd names: no copy named/,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'forgets that nothing may match',
    after: 'solve',
    commands: 'sed -i /nullglob/d tidy.sh',
    complaint: /^with an empty folder: tidy.sh should say '0 files'/,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'leaves the folder unquoted',
    after: 'solve',
    commands: `sed -i 's/"$from"/$from/' tidy.sh`,
    complaint: /^with other odd names: no copy named/,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'repairs the script and does not run it',
    after: 'solve',
    commands: 'rm -r archive',
    complaint: /^tidy.sh is right: now run it/,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'renames a file of the inbox',
    after: 'solve',
    commands: 'mv inbox/-R.txt inbox/R.txt',
    complaint: /^inbox is not as setup.sh laid it out/,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'copies by hand without repairing the script',
    after: 'setup',
    commands: `mkdir archive && for f in inbox/*.txt; do cp "$f" "archive/$(basename "$f" | tr A-Z a-z)"; done`,
    complaint: /^with other odd names: /,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'tests for existence, and asks tr for lower case',
    after: 'setup',
    commands: plainTidy,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'asks tr for lower case, on a Mac',
    after: 'setup',
    machine: mac,
    commands: plainTidy,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'asks tr for lower case, on Alpine',
    after: 'setup',
    machine: alpineLinux,
    commands: plainTidy,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'never ends',
    after: 'solve',
    machine: impatient,
    commands: 'echo "sleep 60" >>tidy.sh',
    complaint: /^tidy.sh did not finish within 2 seconds and was stopped\n$/,
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'looks at the copies with the Finder of a Mac',
    after: 'solve',
    commands: 'touch archive/.DS_Store',
  },
  {
    exercise: 'tame-odd-file-names',
    name: 'leaves a file of its own among the copies',
    after: 'solve',
    commands: 'touch archive/.done',
    complaint: /^inbox to archive: 8 copies where 7 were expected/,
  },

  {
    exercise: 'recover-a-lost-commit',
    name: 'resets main instead',
    after: 'setup',
    commands: `git reset -q --hard 'main@{2}' && git branch rescued`,
    complaint: /^main is not where it was/,
  },
  {
    exercise: 'recover-a-lost-commit',
    name: 'stops one commit short',
    after: 'setup',
    commands: `git branch rescued 'main@{3}'`,
    complaint: /^rescued has no chai.txt/,
  },
  {
    exercise: 'recover-a-lost-commit',
    name: 'picks the commit from before it was amended',
    after: 'setup',
    commands: `draft=$(git rev-parse 'main@{4}') chai=$(git rev-parse 'main@{2}')
git checkout -q -b rescued "$draft" && git cherry-pick "$chai"`,
    complaint: /^the curry on rescued is not in its final form/,
  },
  {
    exercise: 'recover-a-lost-commit',
    name: 'puts the lost commits on top of the new one',
    after: 'setup',
    commands: `git checkout -q -b rescued main && git cherry-pick 'main@{3}' 'main@{2}'`,
    complaint: /^the commits on rescued are not the four/,
  },
  {
    exercise: 'recover-a-lost-commit',
    name: 'picks both lost commits anew, on the right base',
    after: 'setup',
    commands: `git checkout -q -b rescued main~1 && git cherry-pick 'main@{3}' 'main@{2}'`,
  },

  {
    exercise: 'read-a-certificate',
    name: 'reads the first certificate',
    after: 'solve',
    commands: `sed -i '/^fingerprint/d' answers.txt
openssl x509 -in chain.pem -noout -fingerprint -sha256 | sed 's/.*=/fingerprint=/' >>answers.txt`,
    complaint: /^fingerprint is not .*of the shop/,
  },
  {
    exercise: 'read-a-certificate',
    name: 'believes in the common name',
    after: 'solve',
    commands: `sed -i '/^covered/s/$/ old-shop.example/' answers.txt`,
    complaint: /^covered is not .*Subject Alternative Name/,
  },
  {
    exercise: 'read-a-certificate',
    name: 'reads the end in local time',
    after: 'solve',
    commands: `sed -i 's/^expires=.*/expires=2071-03-08/' answers.txt`,
    complaint: /^expires is not 2071-03-08: .*UTC/,
  },
  {
    exercise: 'read-a-certificate',
    name: 'separates hosts by commas and writes the fingerprint in lower case',
    after: 'solve',
    commands: `sed -i '/^covered/{s/ *$//;s/ /, /g}; /^fingerprint/{s/://g;s/[A-F]/\\L&/g}' answers.txt`,
  },

  {
    exercise: 'verify-a-signed-release',
    name: 'trusts the newer key',
    after: 'setup',
    commands: `mkdir rejected
for f in downloads/*[0-9]; do openssl dgst -sha256 -verify keys/tern-2026.pem -signature "$f.sig" "$f" || mv "$f"* rejected; done`,
    complaint: /^a genuine release is no longer in downloads/,
  },
  {
    exercise: 'verify-a-signed-release',
    name: 'trusts both keys',
    after: 'solve',
    commands: 'mv rejected/tern-1.3* downloads',
    complaint: /^downloads still holds a file that the publisher did not sign/,
  },
  {
    exercise: 'verify-a-signed-release',
    name: 'repairs a release',
    after: 'solve',
    commands: 'echo >>downloads/tern-1.0',
    complaint: /^downloads\/tern-1.0 has changed/,
  },
  {
    exercise: 'verify-a-signed-release',
    name: 'throws the evidence away',
    after: 'solve',
    commands: 'rm -r rejected',
    complaint: /is not in rejected as it came/,
  },
  {
    exercise: 'verify-a-signed-release',
    name: 'looks at the downloads with the Finder of a Mac',
    after: 'solve',
    commands: 'touch downloads/.DS_Store',
  },
  {
    exercise: 'verify-a-signed-release',
    name: 'leaves the signatures where they were',
    after: 'solve',
    commands: 'mv rejected/*.sig downloads',
  },

  {
    exercise: 'make-git-yours',
    name: 'explains nothing about one alias',
    after: 'solve',
    commands: 'git config --file gitconfig alias.br branch',
    complaint: /^why.md does not mention br$/m,
  },
  {
    exercise: 'make-git-yours',
    name: 'has two aliases',
    after: 'solve',
    commands: 'git config --file gitconfig --unset alias.last',
    complaint: /^gitconfig defines 2 of at least 3 aliases/,
  },
  {
    exercise: 'make-git-yours',
    name: 'writes what git cannot read',
    after: 'solve',
    commands: `echo '[alias' >>gitconfig`,
    complaint: /^gitconfig cannot be read by git/,
  },
  {
    exercise: 'make-git-yours',
    name: 'is brief',
    after: 'solve',
    commands: 'echo "st last undo merge.conflictStyle" >why.md',
    complaint: /^why.md has 4 words/,
  },

  {
    exercise: 'settle-a-merge-conflict',
    name: 'takes the side of the branch',
    after: 'setup',
    commands: 'git merge -q -X theirs stock',
    complaint: /the price is not what main last decided|lists something that main does not sell/,
  },
  {
    exercise: 'settle-a-merge-conflict',
    name: 'takes the side of main',
    after: 'setup',
    commands: 'git merge -q -s ours stock',
    complaint: /^the heading should name/,
  },
  {
    exercise: 'settle-a-merge-conflict',
    name: 'commits the markers',
    after: 'setup',
    commands: 'git merge stock || git commit -qam "Merge"',
    complaint: /still holds conflict markers/,
  },
  {
    exercise: 'settle-a-merge-conflict',
    name: 'stops before the commit',
    after: 'setup',
    commands: 'git merge stock || true',
    complaint: /^the merge is not finished/,
  },
  {
    exercise: 'settle-a-merge-conflict',
    name: 'copies the result without merging',
    after: 'solve',
    commands: 'git reset -q --soft main~1 && git commit -qm "Add the stock"',
    complaint: /^main does not contain the commits that the branch stock had/,
  },
  {
    exercise: 'settle-a-merge-conflict',
    name: 'keeps the toaster',
    after: 'solve',
    commands: 'echo T1,Toaster,2400,3 >>products.csv && git commit -qam "Keep it"',
    complaint: /lists something that main does not sell/,
  },
  {
    exercise: 'settle-a-merge-conflict',
    name: 'merges the other way round, and sorts the products',
    after: 'setup',
    commands: `git checkout -q stock
git merge main || true
printf 'sku,name,price,stock\\r\\nB1,Blender,4200,7\\r\\nG1,Grinder,5200,0\\r\\nK1,Kettle,2100,12\\r\\n' >products.csv
git commit -qam 'Bring stock up to date'
git checkout -q main && git merge -q --ff-only stock`,
  },

  {
    exercise: 'find-the-breaking-commit',
    name: 'blames the newest commit',
    after: 'setup',
    commands: 'git tag culprit main',
    complaint: /the bug came in earlier/,
  },
  {
    exercise: 'find-the-breaking-commit',
    name: 'stops too early',
    after: 'setup',
    commands: 'git tag culprit v1.0',
    complaint: /the bug came in later/,
  },
  {
    exercise: 'find-the-breaking-commit',
    name: 'counts unfinished commits as bad',
    after: 'setup',
    commands: `git tag culprit "$(git log --format=%H --grep='Start to rewrite')"`,
    complaint: /skip such commits/,
  },
  {
    exercise: 'find-the-breaking-commit',
    name: 'tags a commit of its own',
    after: 'setup',
    commands: 'git commit -q --allow-empty -m mine && git tag culprit',
    complaint: /^culprit is not one of the commits that main had/,
  },
  {
    exercise: 'find-the-breaking-commit',
    name: 'searches the diffs, tags with a message, and is still elsewhere',
    after: 'setup',
    commands: `git tag -a -m 'Here it broke' culprit "$(git log -1 --format=%H -S'minutes=$((10#$minutes))' -- minutes.sh)"
git checkout -q v1.0`,
  },

  {
    exercise: 'deploy-without-a-gap',
    name: 'deletes, then links',
    after: 'solve',
    commands: `sed -i '/^ln/,$d' deploy.sh && echo 'rm -f current && ln -s "releases/$version" current' >>deploy.sh`,
    complaint: /^deploying 1.5.0: for a moment there was no/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'moves the link into the folder',
    after: 'solve',
    commands: `sed -i 's/mv -T/mv/' deploy.sh`,
    complaint: /^deploying 1.5.0: something was left in a folder of releases/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'links to an absolute path',
    after: 'solve',
    commands: `sed -i 's|"releases/$version" current.new|"$PWD/releases/$version" current.new|' deploy.sh`,
    complaint: /absolute path/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'copies instead of linking',
    after: 'solve',
    commands: `sed -i '/^ln/,$d' deploy.sh && echo 'cp -R "releases/$version/." current/' >>deploy.sh`,
    complaint: /^deploying 1.5.0: current points to releases\/1.4.0/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'takes an empty version for a folder',
    after: 'solve',
    commands: `sed -i 's/-z $version || //' deploy.sh`,
    complaint: /^deploying without a version claimed success/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'believes any version',
    after: 'solve',
    commands: `sed -i '/^if/,/^fi/d' deploy.sh`,
    complaint: /^deploying 9.9.9, which does not exist, claimed success/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'works at home only',
    after: 'solve',
    commands: `sed -i '/^cd/d' deploy.sh`,
    complaint: /^deploying 1.5.0 from another folder failed/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'prepares the link in a folder of its own, with full paths',
    after: 'setup',
    commands: `cat >deploy.sh <<'E'
here=$(cd "$(dirname "$0")" && pwd)
[ -f "$here/releases/\${1:?which version}/index.html" ] || { echo unknown >&2; exit 2; }
new=$(mktemp -d "$here/.new.XXXX")
ln -s "releases/$1/" "$new/current"
mv -T "$new/current" "$here/current"
rmdir "$new"
E
bash deploy.sh 1.5.0`,
  },

  {
    exercise: 'deploy-without-a-gap',
    name: 'gives mv a folder',
    after: 'setup',
    commands: deployWith(renameInFolder),
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'gives mv a folder, on a Mac',
    after: 'setup',
    machine: mac,
    commands: deployWith(renameInFolder),
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'gives mv a folder, on Alpine',
    after: 'setup',
    machine: alpineLinux,
    commands: deployWith(renameInFolder),
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'replaces the link itself with -h, on a Mac',
    after: 'setup',
    machine: mac,
    commands: deployWith('ln -sfh "releases/$1" next && mv -fh next current'),
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'replaces the link itself with -T, on Alpine',
    after: 'setup',
    machine: alpineLinux,
    commands: deployWith('ln -sfn "releases/$1" next && mv -fT next current'),
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'moves the link into the folder, on a Mac',
    after: 'setup',
    machine: mac,
    commands: deployWith('ln -sfh "releases/$1" next && mv -f next current'),
    complaint: /^deploying 1.5.0: something was left in a folder of releases/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'deletes, then links, on Alpine',
    after: 'setup',
    machine: alpineLinux,
    commands: deployWith('rm -f current && ln -s "releases/$1" current'),
    complaint: /^deploying 1.5.0: for a moment there was no/,
  },
  {
    exercise: 'deploy-without-a-gap',
    name: 'never ends for an unknown version',
    after: 'solve',
    machine: impatient,
    commands: `sed -i 's/exit 1/sleep 60/' deploy.sh`,
    complaint: /^deploy.sh did not finish within 2 seconds and was stopped\n$/,
  },

  {
    exercise: 'clean-up-after-yourself',
    name: 'cleans up on SIGTERM and goes on',
    after: 'solve',
    commands: `sed -i "s/ EXIT$/ EXIT TERM/; s/^set .*/set -u/" nightly.sh`,
    complaint: /the status is/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'sets the trap before it has the lock',
    after: 'solve',
    commands: `trap_line=$(grep ^trap nightly.sh)
{ sed -n '1,/^archive/p' nightly.sh; echo "$trap_line"; sed '1,/^archive/d; /^trap/d' nightly.sh; } >other && mv other nightly.sh`,
    complaint: /^somebody else's lock: the script removed it/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'writes straight into the archive',
    after: 'solve',
    commands: `sed -i 's/>"$archive.new"/>"$archive"/; /^mv/d' nightly.sh`,
    complaint: /^a normal night: the old archive was touched/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'does away with the lock',
    after: 'solve',
    commands: `sed -i '/^mkdir/d; s/; rmdir.*EXIT/'"' EXIT/" nightly.sh`,
    complaint: /^a normal night: while packing there was no folder ARCHIVE.lock/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'cleans up at the end only',
    after: 'solve',
    commands: `sed -i /^trap/d nightly.sh && echo 'rmdir "$archive.lock"' >>nightly.sh`,
    complaint: /^pack.sh fails: the lock is still there/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'turns every failure into status 1',
    after: 'solve',
    commands: `sed -i 's/^bash .*/& || exit 1/' nightly.sh`,
    complaint: /^pack.sh fails with status 7: the status is 1/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'never ends',
    after: 'solve',
    machine: impatient,
    commands: 'echo "sleep 60" >>nightly.sh',
    complaint: /^nightly.sh did not finish within 2 seconds and was stopped\n$/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'looks at the archive with the Finder of a Mac',
    after: 'solve',
    commands: 'touch backup/.DS_Store',
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'traps SIGTERM itself, on a Mac',
    after: 'setup',
    machine: mac,
    commands: trappingNightly,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'traps SIGTERM itself, on Alpine',
    after: 'setup',
    machine: alpineLinux,
    commands: trappingNightly,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'leaves last night as it was',
    after: 'solve',
    commands: 'mkdir backup/photos.pack.lock',
    complaint: /^nightly.sh is right: now put last night right/,
  },
  {
    exercise: 'clean-up-after-yourself',
    name: 'traps SIGTERM itself, and waits for a child in the background',
    after: 'setup',
    commands: `cat >nightly.sh <<'E'
set -eu
mkdir "$2.lock"
new=$(mktemp "$2.XXXXXX")
cleanup() { rm -f "$new"; rmdir "$2.lock"; }
trap 'cleanup "$@"' EXIT
child=
trap 'kill $child 2>/dev/null || true; exit 143' TERM
bash "\${0%/*}/pack.sh" "$1" >"$new" &
child=$!
wait "$child"
mv "$new" "$2"
E
sed -i 's|"\${0%/\\*}/pack.sh"|"$(dirname "$0")/pack.sh"|' nightly.sh
rmdir backup/photos.pack.lock
bash nightly.sh photos backup/photos.pack`,
  },

  {
    exercise: 'split-a-commit',
    name: 'splits by file',
    after: 'setup',
    commands: `git reset -q --soft main~1
git commit -qm 'Count a last line without a newline' -- invoice.sh check.sh
git commit -qam 'Tidy up the invoice script'`,
    complaint: /^in the first commit, invoice.sh should differ/,
  },
  {
    exercise: 'split-a-commit',
    name: 'forgets the check',
    after: 'solve',
    commands: `final=$(git rev-parse 'main^{tree}') && git reset -q --hard main~1 && git rm -q --cached check.sh
git commit -q --amend --no-edit
git reset -q --soft "$(git commit-tree -p HEAD -m 'Tidy up the invoice script' "$final")"`,
    complaint: /^the first commit should change check.sh and invoice.sh; it changes invoice.sh$/m,
  },
  {
    exercise: 'split-a-commit',
    name: 'loses a line on the way',
    after: 'solve',
    commands: `sed -i 2d invoice.sh && git commit -qa --amend --no-edit`,
    complaint: /^the files at the end of main are not what they were/,
  },
  {
    exercise: 'split-a-commit',
    name: 'adds an empty commit and calls it a split',
    after: 'setup',
    commands: `git commit -q --amend -m 'Count a last line without a newline'
git commit -q --allow-empty -m 'Tidy up the invoice script'`,
    complaint: /^the first commit should change check.sh and invoice.sh; it changes README.md/,
  },
  {
    exercise: 'split-a-commit',
    name: 'uses other words',
    after: 'solve',
    commands: 'git commit -q --amend -m Tidy',
    complaint: /^the messages are not as asked/,
  },
  {
    exercise: 'split-a-commit',
    name: 'edits the patch, as `git add -p` does',
    after: 'setup',
    commands: `git branch before && git reset -q HEAD~1 && git add check.sh
git apply --cached --unidiff-zero <<'E'
--- a/invoice.sh
+++ b/invoice.sh
@@ -4 +4 @@
-while read -r quantity price; do
+while read -r quantity price || [[ -n $quantity ]]; do
E
git commit -qm 'Count a last line without a newline' && git commit -qam 'Tidy up the invoice script'`,
  },

  {
    exercise: 'rebase-onto-main',
    name: 'merges main',
    after: 'setup',
    commands: 'git merge -q -X ours main',
    complaint: /^filters holds a merge/,
  },
  {
    exercise: 'rebase-onto-main',
    name: 'gives up in the middle of a conflict',
    after: 'setup',
    commands: 'git rebase main || true',
    complaint: /^a rebase is still under way/,
  },
  {
    exercise: 'rebase-onto-main',
    name: 'brings the commits of the colleague along',
    after: 'setup',
    commands: 'git rebase -q -X theirs main',
    complaint: /^on top of main, filters should have your own three commits/,
  },
  {
    exercise: 'rebase-onto-main',
    name: 'moves main to filters',
    after: 'solve',
    commands: 'git checkout -q main && git merge -q --ff-only filters',
    complaint: /^main is not where it was/,
  },
  {
    exercise: 'rebase-onto-main',
    name: 'squashes its own commits',
    after: 'solve',
    commands: `git reset -q --soft main && git commit -qm 'Filter by colour'`,
    complaint: /^on top of main, filters should have your own three commits/,
  },
  {
    exercise: 'rebase-onto-main',
    name: 'changes something on the way',
    after: 'solve',
    commands: 'echo more >>filter.md && git commit -qa --amend --no-edit',
    complaint: /^the three commits change something else/,
  },
  {
    exercise: 'rebase-onto-main',
    name: 'picks its own commits onto a new branch of the same name',
    after: 'setup',
    commands: `git checkout -q -b new main && git cherry-pick filters~3..filters && git branch -M new filters`,
  },
];
