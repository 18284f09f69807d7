# shellcheck shell=bash
# How many commits are the learner's own, and what the catalogue lists.
choose three two
own=$chosen
choose kettle lamp basket mug
product=$chosen
choose grinder clock mirror blender
novelty=$chosen
