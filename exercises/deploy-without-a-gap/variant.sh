# shellcheck shell=bash
# The folder of the releases, and the three releases in it. The site starts with the second.
choose releases/1 versions/2 builds/3 editions/4
releases=${chosen%/*} major=${chosen#*/}
choose 3 4 5 6
minor=$chosen
choose 0 2
oldest=$major.$minor.$chosen
present=$major.$((minor + 1)).$chosen
newest=$major.$((minor + 2)).$chosen
