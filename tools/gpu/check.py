# SPDX-FileCopyrightText: 2026 The Gesso authors
# SPDX-License-Identifier: Apache-2.0
"""Measurements of tools/gpu/check.sh, through the engine's protocol as a client speaks it: prompt in, RGB out.

    check.py parity|workload-1|workload-9 DEVICE      prints each figure as one JSON line as soon as it is known
    check.py table FIGURES.jsonl

Needs Python 3 alone for parity; the workloads make a model of the real size with random weights, which needs torch.
"""
import json
import math
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TINY = bool(os.environ.get("CHECK_TINY"))
HEADER = struct.Struct("<IHHIQ")
MAGIC = 0x4F535347
HELLO, SUBMIT, SHUTDOWN, PICTURE, FINISHED, FAILED = 1, 3, 5, 106, 107, 108

# Seconds, and pictures a second, that were estimated on paper for an H200, and those that are wanted.
WORKLOADS = {
    "workload-1": {"family": "sd21", "scheduler": "dpmpp-2m", "steps": 25, "count": 1,
                   "expected": 0.21, "must": 0.24, "target": 0.14},
    "workload-9": {"family": "sd15", "scheduler": "ddim", "steps": 30, "count": 8,
                   "expected": 4.2, "must": 5.0, "target": 8.0},
}


def say(**figure):
    print(json.dumps(figure), flush=True)


class Engine:
    def __init__(self):
        engine = pathlib.Path(os.environ["CHECK_ENGINE"]) / "gesso-engine"
        self.process = subprocess.Popen([engine, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.job = 0
        self.send(HELLO, {"version": "check"})

    def send(self, kind, header):
        text = json.dumps(header).encode()
        self.process.stdin.write(HEADER.pack(MAGIC, 1, kind, len(text), 0) + text)
        self.process.stdin.flush()

    def read(self, size):
        data = self.process.stdout.read(size)
        if len(data) < size:
            sys.exit("the engine ended with status %s" % self.process.wait())
        return data

    def receive(self):
        _, _, kind, header, payload = HEADER.unpack(self.read(HEADER.size))
        return kind, json.loads(self.read(header)), self.read(payload)

    def make(self, request, device, precision):
        """The pictures' bytes, the seconds from the request to the last one, and what the engine says of the job."""
        self.job += 1
        began = time.perf_counter()
        options = {"device": device, "precision": precision, "previews": False, "returnLatents": False}
        self.send(SUBMIT, {"job": self.job, "request": request, "options": options, "attachments": []})
        pictures = []
        while True:
            kind, header, payload = self.receive()
            if kind == PICTURE:
                pictures.append(payload)
            elif kind == FINISHED:
                return pictures, time.perf_counter() - began, header
            elif kind == FAILED:
                sys.exit("failed: " + header["detail"])

    def close(self):
        self.send(SHUTDOWN, {})
        self.process.wait()


def request(model, **others):
    return {"version": 1, "model": str(model), "prompt": "cabin on a lake near mountains", "seed": 1, **others}


def parity(device):
    model = ROOT / ("tests/fixtures/models/sd1-tiny" if TINY else "resources/starter-model")
    size = 64 if TINY else 256
    wanted = request(model, width=size, height=size, steps=12, scheduler="dpmpp-2m", guidanceScale=5.0)
    engine = Engine()
    reference = engine.make(wanted, "cpu", "fp32")[0][0]
    for precision in ("fp32", "bf16") if device == "cpu" else ("fp32", "fp16", "bf16"):
        picture, seconds, header = engine.make(wanted, device, precision)
        differences = [abs(a - b) for a, b in zip(picture[0], reference)]
        say(figure="parity " + precision, device=header["device"], largest=max(differences),
            mean=round(sum(differences) / len(differences), 4), seconds=round(seconds, 3))
        if precision == "fp32" and max(differences) > 1:
            sys.exit("the fp32 picture differs from the CPU's by %d of 255" % max(differences))
    engine.close()


def random_model(family):
    """A folder in diffusers' layout with random weights in fp16, where memory is: for timing only."""
    import torch
    folder = pathlib.Path("/dev/shm/gesso-check-" + family)
    shutil.rmtree(folder, ignore_errors=True)
    torch.manual_seed(1)
    parts = {"text_encoder": ("model", "CLIPTextModel"), "unet": ("diffusion_pytorch_model", "UNet2DConditionModel"),
             "vae": ("diffusion_pytorch_model", "AutoencoderKL")}
    for part, (file, _) in parts.items():
        shapes = json.loads((ROOT / "tests/fixtures/shapes" / (family + "-" + part + ".json")).read_text())
        (folder / part).mkdir(parents=True)
        (folder / part / "config.json").write_text(json.dumps(shapes["config"]))
        write_safetensors(torch, folder / part / (file + ".safetensors"), shapes["tensors"])
    fixture = ROOT / "tests/fixtures" / ("tokenizer" if family == "sd15" else "tokenizer-sd2")
    shutil.copytree(fixture, folder / "tokenizer")
    like = ROOT / "tests/fixtures/models" / ("sd1-tiny" if family == "sd15" else "sd2-tiny")
    shutil.copytree(like / "scheduler", folder / "scheduler")
    shutil.copy(like / "model_index.json", folder)
    return folder


def write_safetensors(torch, path, shapes):
    header, offset = {}, 0
    for name, shape in shapes.items():
        size = 2 * math.prod(shape)
        header[name] = {"dtype": "F16", "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        place = "cuda" if torch.cuda.is_available() else "cpu"
        for name, shape in shapes.items():
            if len(shape) < 2:
                values = torch.full(shape, 1.0 if "norm" in name and name.endswith("weight") else 0.0)
            else:
                fan_in = math.prod(shape[1:]) if "embedding" not in name else 10
                values = torch.randn(shape, device=place) * (1.1 / math.sqrt(fan_in))
            out.write(values.half().cpu().numpy().tobytes())


def workload(name, device):
    plan = WORKLOADS[name]
    began = time.perf_counter()
    if TINY:
        model = ROOT / "tests/fixtures/models" / ("sd1-tiny" if plan["family"] == "sd15" else "sd2-tiny")
    else:
        model = random_model(plan["family"])
    say(figure=name + " model made", seconds=round(time.perf_counter() - began, 1))
    size = 64 if TINY else 512
    wanted = request(model, width=size, height=size, steps=plan["steps"], scheduler=plan["scheduler"],
                     guidanceScale=7.5, count=plan["count"])
    engine = Engine()
    best = None
    for run in ("cold", "warm 1", "warm 2", "warm 3"):
        pictures, seconds, header = engine.make(wanted, device, "fp32" if device == "cpu" else "fp16")
        rate = len(pictures) / seconds
        figure = {"figure": "%s %s" % (name, run), "device": header["device"], "precision": header["precision"],
                  "seconds": round(seconds, 4), "timings": header["timings"]}
        if plan["count"] > 1:
            figure["pictures_per_second"] = round(rate, 3)
        say(**figure)
        if run != "cold":
            value = rate if plan["count"] > 1 else seconds
            best = value if best is None else max(best, value) if plan["count"] > 1 else min(best, value)
    say(figure=name, value=round(best, 4), unit="pictures/s" if plan["count"] > 1 else "s",
        expected=plan["expected"], must=plan["must"], target=plan["target"])
    engine.close()
    if not TINY:
        shutil.rmtree(model)


def table(path):
    for line in pathlib.Path(path).read_text().splitlines():
        entry = json.loads(line)
        name = entry.pop("figure", None) or "phase " + entry.pop("phase")
        entry.pop("timings", None)
        said = entry.pop("said", "").strip().splitlines()
        print("%-22s %s" % (name, ", ".join("%s %s" % pair for pair in entry.items())))
        for text in said if entry.get("status") else []:
            print("%-22s   %s" % ("", text))


if __name__ == "__main__":
    command, argument = sys.argv[1], sys.argv[2]
    if command == "table":
        table(argument)
    elif command == "parity":
        parity(argument)
    else:
        workload(command, argument)
