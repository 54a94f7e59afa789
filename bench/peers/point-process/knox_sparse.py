"""Knox test as the fastest Python peer does it (tobydavies/NearRepeat, re-implemented from its description: the package
is on no registry): radius-neighbour graphs in space and in time, one sparse product per permutation of the events.
Usage: knox_sparse.py FILE PERMUTATIONS. Prints JSON."""
import json
import sys
import time

import numpy as np
from sklearn.neighbors import radius_neighbors_graph

SPACE = np.array([150.0, 300.0, 450.0, 600.0])
TIME = np.array([7.0, 14.0, 28.0])


def banded(points, limits):
    graph = radius_neighbors_graph(points, limits[-1], mode="distance")
    graph.data = np.searchsorted(limits, graph.data, "right") + 1.0
    graph.data[graph.data == len(limits) + 1] = 0
    graph.eliminate_zeros()
    return graph


def table(space, near):
    both = space.multiply(near)
    rows, columns = both.nonzero()
    s = np.asarray(space[rows, columns]).ravel() - 1
    t = np.asarray(near[rows, columns]).ravel() - 1
    edges = [np.arange(len(SPACE) + 1), np.arange(len(TIME) + 1)]
    return np.histogram2d(s, t, edges)[0] / 2


data = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, usecols=(1, 2, 3))
permutations = int(sys.argv[2])
began = time.perf_counter()
space = banded(data[:, 1:3], SPACE)
near = banded(data[:, :1], TIME)
observed = table(space, near)
ready = time.perf_counter()
order = np.arange(len(data))
for _ in range(permutations):
    np.random.shuffle(order)
    back = np.argsort(order)
    moved = space[order, :]
    moved.indices = back[moved.indices].astype(moved.indices.dtype)
    table(moved, near)
done = time.perf_counter()
print(json.dumps({"observed": observed.ravel().tolist(), "setup": ready - began, "each": (done - ready) / permutations}))
