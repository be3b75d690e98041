"""Trains the networks that make_pictures.mjs sends, and answers with their losses."""

import base64
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.utils import vector_to_parameters


def floats(text):
    return torch.tensor(np.frombuffer(base64.b64decode(text), dtype=np.float32).astype(np.float64))


def losses_of(run, alpha):
    widths = run["widths"]
    layers = []
    for before, after in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(before, after), torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1]).double()
    vector_to_parameters(floats(run["parameters"]), net.parameters())
    updates = torch.optim.Adam(net.parameters(), lr=run["learningRate"])
    losses = []
    for batch in run["batches"]:
        targets = torch.tensor(batch["targets"])
        loss = F.cross_entropy(net(floats(batch["features"]).view(len(targets), -1)), targets, label_smoothing=alpha)
        updates.zero_grad()
        loss.backward()
        updates.step()
        losses.append(float("%.9g" % loss.item()))
    return losses


torch.set_num_threads(1)
run = json.load(sys.stdin)
about = "Made by tests/golden/make_pictures.mjs with PyTorch %s in double precision; do not edit."
json.dump(
    {
        "about": about % torch.__version__.split("+")[0],
        "losses": list(zip(*(losses_of(run, alpha) for alpha in run["alphas"]))),
    },
    sys.stdout,
)
