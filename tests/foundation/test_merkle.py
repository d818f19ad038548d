"""The Merkle tree, held to the vectors of certificate transparency and to another implementation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_inclusion

from lianxin.foundation.ledger import merkle

# Leaves, roots and inclusion proofs that implementations of RFC 6962 test themselves with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PROOFS = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
contents = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


def plain_root(hashes):
    """The definition of RFC 9162, 2.1.1, word for word."""
    if not hashes:
        return merkle.EMPTY
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return merkle.node(plain_root(hashes[:k]), plain_root(hashes[k:]))


def frontier_over(leaves):
    frontier = merkle.Frontier()
    for content in leaves:
        frontier.append(merkle.leaf(content))
    return frontier


def proof_of(leaves, index):
    hashes = [merkle.leaf(content) for content in leaves]
    return merkle.path(index, 0, len(hashes), lambda start, end: frontier_root(hashes[start:end]))


def frontier_root(hashes):
    frontier = merkle.Frontier()
    for hash_ in hashes:
        frontier.append(hash_)
    return frontier.root()


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_known_vectors(size):
    assert frontier_over(LEAVES[:size]).root().hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "proof"), PROOFS)
def test_the_inclusion_proofs_are_those_of_the_known_vectors(index, size, proof):
    assert [hash_.hex() for hash_ in proof_of(LEAVES[:size], index)] == proof


@given(contents)
def test_the_root_is_always_that_of_the_definition_and_of_the_other_library(leaves):
    hashes = [merkle.leaf(content) for content in leaves]
    oracle = InmemoryTree(algorithm="sha256")
    for content in leaves:
        oracle.append_entry(content)
    root = frontier_over(leaves).root()
    assert root == plain_root(hashes) == oracle.get_root()


@settings(max_examples=40)
@given(contents, st.data())
def test_every_proof_shows_its_leaf_at_its_place_and_no_other(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1))
    root, proof = frontier_over(leaves).root(), proof_of(leaves, index)
    here = merkle.leaf(leaves[index])
    assert merkle.includes(here, index, len(leaves), proof, root)
    assert not merkle.includes(merkle.leaf(b"another"), index, len(leaves), proof, root)
    if other != index:
        assert not merkle.includes(here, other, len(leaves), proof, root) or (
            leaves[index] == leaves[other]
        )
    assert not merkle.includes(here, len(leaves), len(leaves), proof, root)
    assert not merkle.includes(here, -1, len(leaves), proof, root)
    assert not merkle.includes(here, index, len(leaves), [*proof, root], root)
    if proof:
        assert not merkle.includes(here, index, len(leaves), proof[:-1], root)


@settings(max_examples=40)
@given(contents, st.data())
def test_the_other_library_agrees_on_every_proof(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    oracle = InmemoryTree(algorithm="sha256")
    for content in leaves:
        oracle.append_entry(content)
    theirs = oracle.prove_inclusion(index + 1, len(leaves))
    verify_inclusion(merkle.leaf(leaves[index]), frontier_over(leaves).root(), theirs)
    path = [bytes.fromhex(hash_) for hash_ in theirs.serialize()["path"]]
    assert path == [merkle.leaf(leaves[index]), *proof_of(leaves, index)]


@given(st.integers(1, 5000))
def test_the_complete_subtrees_cover_the_leaves_once_and_fall_in_size(size):
    parts = merkle.peaks(0, size)
    assert [start for start, _ in parts] == [
        sum(many for _, many in parts[:place]) for place in range(len(parts))
    ]
    sizes = [many for _, many in parts]
    assert sum(sizes) == size
    assert sizes == sorted(set(sizes), reverse=True)
    assert all(many & (many - 1) == 0 for many in sizes)
    assert size == 1 or merkle.split(size) < size <= 2 * merkle.split(size)
