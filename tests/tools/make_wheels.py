# SPDX-FileCopyrightText: 2026 The Gesso authors
# SPDX-License-Identifier: Apache-2.0
"""Writes tiny wheels with the names, versions and requirements of torch and its CUDA set: make_wheels.py DIR

Their libraries are real shared objects that link each other as the real ones do, under names that no system has. Beside
the right parts of the toolkit there are newer ones, which the pins must keep out.
"""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

RPATH = ":".join("$ORIGIN/../../nvidia/%s/lib" % part for part in ("cudnn", "cu13")) + ":$ORIGIN"
PREFIX = "libgessotest_"


def library(folder, soname, needed=(), rpath=None):
    """The bytes of a shared object that links `needed`."""
    for name in needed:
        if not (folder / name).exists():
            library(folder, name)
    out = folder / soname
    command = ["gcc", "-shared", "-nostdlib", "-x", "c", "/dev/null", "-o", str(out), "-Wl,-soname," + soname,
               "-Wl,--no-as-needed", "-Wl,--disable-new-dtags"]
    command += ["-Wl,-rpath," + rpath] if rpath else []
    subprocess.run(command + ["-x", "none"] + [str(folder / name) for name in needed], check=True)
    return out.read_bytes()


def wheel(out, name, version, files, requires=()):
    stem = name.replace("-", "_") + "-" + version
    metadata = "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (name, version)
    metadata += "".join("Provides-Extra: %s\n" % line.split("'")[1] for line in requires if "extra ==" in line)
    metadata += "".join("Requires-Dist: %s\n" % line for line in requires)
    info = stem + ".dist-info/"
    entries = dict(files)
    entries[info + "METADATA"] = metadata
    entries[info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    entries[info + "RECORD"] = "".join(path + ",,\n" for path in list(entries) + [info + "RECORD"])
    with zipfile.ZipFile(out / (stem + "-py3-none-any.whl"), "w") as archive:
        for path, data in entries.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = (0o100755 if path.endswith("/nvcc") else 0o100644) << 16
            archive.writestr(entry, data)


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        build = pathlib.Path(name)
        cu13 = {"cublas": ("13.1.0.3", "13.10.0"), "cufft": ("12.0.0.61", "12.3.0"), "cusolver": ("12.0.4.66",),
                "cuda-runtime": ("13.0.96", "13.5.1"), "cuda-cupti": ("13.0.85",), "cuda-nvrtc": ("13.0.88",),
                "cuda-crt": ("13.0.88",), "cuda-cccl": ("13.0.85",), "cuda-nvcc": ("13.0.88", "13.5.0"),
                "nvvm": ("13.0.88",)}
        extras = {"cublas": "cublas", "cufft": "cufft", "cusolver": "cusolver", "cudart": "cuda-runtime",
                  "cupti": "cuda-cupti", "nvrtc": "cuda-nvrtc", "crt": "cuda-crt", "cccl": "cuda-cccl",
                  "nvcc": "cuda-nvcc", "nvvm": "nvvm"}
        needs = {"cufft": [PREFIX + "nvrtc.so.13"]}
        for part, versions in cu13.items():
            for version in versions:
                files = {"nvidia/cu13/include/%s.h" % part: "// %s\n" % version}
                if part == "cuda-nvcc":
                    files["nvidia/cu13/bin/nvcc"] = "#!/bin/sh\n"
                elif part == "cuda-cupti":  # by this name the set-up knows a whole CPU set
                    files["nvidia/cu13/lib/libcupti.so.13"] = library(build, "libcupti.so.13")
                elif part not in ("cuda-crt", "cuda-cccl", "nvvm"):
                    soname = "%s%s.so.%s" % (PREFIX, part.replace("cuda-", ""), versions[0].split(".")[0])
                    files["nvidia/cu13/lib/" + soname] = library(build, soname, needs.get(part, ()), "$ORIGIN")
                wheel(out, "nvidia-" + part, version, files)
        requires = ["nvidia-%s==%s.*; (sys_platform == 'linux') and extra == '%s'" % (part, cu13[part][0], extra)
                    for extra, part in extras.items()]
        requires = [line.replace("sys_platform == 'linux'", 'sys_platform == "linux"') for line in requires]
        wheel(out, "cuda-toolkit", "13.0.2", {}, requires)
        wheel(out, "nvidia-cudnn-cu13", "9.19.0.56",
              {"nvidia/cudnn/lib/%scudnn.so.9" % PREFIX: library(build, PREFIX + "cudnn.so.9")}, ["nvidia-cublas"])
        links = {"libtorch_cpu.so": ["runtime.so.13"], "libtorch_cuda.so": ["cublas.so.13", "cudnn.so.9", "cufft.so.12"],
                 "libtorch_cuda_linalg.so": ["cusolver.so.12"], "libcaffe2_nvrtc.so": ["nvrtc.so.13"]}
        files = {"torch/lib/" + lib: library(build, lib, [PREFIX + need for need in needed], RPATH)
                 for lib, needed in links.items()}
        wheel(out, "torch", "2.11.0", files, [
            "filelock", "setuptools<82", 'triton==3.6.0; platform_system == "Linux"',
            'cuda-toolkit[cublas,cudart,cufft,cupti,cusolver,nvrtc]==13.0.2; platform_system == "Linux"',
            'cuda-bindings<14,>=13.0.3; platform_system == "Linux"',
            'nvidia-cudnn-cu13==9.19.0.56; platform_system == "Linux"', "pyyaml; extra == 'pyyaml'"])


main()
