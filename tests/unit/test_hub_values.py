"""The values for Zero to JupyterHub hold together, as far as that shows without a cluster."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from utils.kit.storage import HOME_ENV_VARIABLE

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".jupyterhub" / "values.yaml"
# From the chart's values.schema.yaml (July 2026), which allows no other keys at these places.
KNOWN = {
    (): {"hub", "singleuser", "cull", "proxy", "ingress", "scheduling", "prePuller", "custom"},
    ("hub",): {"config", "extraConfig", "image", "resources", "db", "services"},
    ("singleuser",): {
        "image", "defaultUrl", "cpu", "memory", "extraEnv", "storage", "profileList", "cmd",
    },
    ("singleuser", "image"): {"name", "tag", "pullPolicy", "pullSecrets"},
    ("singleuser", "cpu"): {"guarantee", "limit"},
    ("singleuser", "memory"): {"guarantee", "limit"},
    ("singleuser", "storage"): {
        "type", "extraVolumes", "extraVolumeMounts", "homeMountPath", "capacity", "static",
        "dynamic",
    },
    ("cull",): {"enabled", "timeout", "every", "maxAge", "users", "concurrency"},
}  # fmt: skip


@pytest.fixture
def values():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("place", KNOWN, ids=".".join)
def test_the_chart_knows_every_key(values, place):
    found = values
    for name in place:
        found = found[name]
    assert set(found) <= KNOWN[place]


def test_everyone_has_a_folder_of_their_own_in_the_class_volume(values):
    (volume,) = values["singleuser"]["storage"]["extraVolumes"]
    (mount,) = values["singleuser"]["storage"]["extraVolumeMounts"]
    assert mount["name"] == volume["name"]
    assert mount["subPath"] == "{username}"
    assert values["singleuser"]["extraEnv"][HOME_ENV_VARIABLE] == mount["mountPath"]


def test_only_admins_see_the_class_and_only_to_read(values):
    course = SimpleNamespace(KubeSpawner=SimpleNamespace())
    exec(values["hub"]["extraConfig"]["class-folder"], {"c": course})  # noqa: S102 - our own file
    show = course.KubeSpawner.pre_spawn_hook
    mounts = {}
    for admin in (False, True):
        spawner = SimpleNamespace(user=SimpleNamespace(admin=admin), volume_mounts={"0-class": 1})
        show(spawner)
        mounts[admin] = spawner.volume_mounts
    assert mounts[False] == {"0-class": 1}
    (added,) = set(mounts[True]) - {"0-class"}
    assert mounts[True][added]["readOnly"]
    (volume,) = values["singleuser"]["storage"]["extraVolumes"]
    assert mounts[True][added]["name"] == volume["name"]


def test_nobody_gets_in_before_the_owner_chose_how(values):
    assert values["hub"]["config"]["JupyterHub"]["authenticator_class"] == "null"
