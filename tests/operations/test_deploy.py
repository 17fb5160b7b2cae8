"""What is shipped for deployment fits the code: names, figures, fields, files."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import kubernetes.client.models as kinds
import pytest
import yaml
from prometheus_client import CollectorRegistry, generate_latest

from bot.app.metrics import Metrics
from bot.language.watching import Watch
from bot.settings import Settings, variable
from bot.slack import build_manifest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OUTSIDE = {"up"}
"""Metrics that Prometheus itself gives."""
PASSWORDS = {"POSTGRES_PASSWORD", "GRAFANA_PASSWORD"}


def shown() -> set[str]:
    """Return the name of every series that a process can show."""
    registry = CollectorRegistry()
    Metrics(registry)
    Watch(registry)
    kinds_of = re.findall(r"^# TYPE (\S+) (\S+)", generate_latest(registry).decode(), re.MULTILINE)
    parts = {"histogram": ("_bucket", "_sum", "_count")}
    return {
        f"{name}{part}" for name, kind in [*kinds_of, *PROCESS] for part in parts.get(kind, ("",))
    }


PROCESS = [("process_resident_memory_bytes", "gauge"), ("process_cpu_seconds_total", "counter")]
"""What the process collector shows where there is /proc."""


def named(expression: str) -> set[str]:
    """Return the metrics that a PromQL expression names."""
    plain = re.sub(r"\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)", "", expression)
    words = re.findall(r"[a-z_][a-z0-9_]*", plain)
    known = {"advisor", "process"}
    return {word for word in words if word in OUTSIDE or word.split("_")[0] in known}


def alerts() -> list[dict[str, Any]]:
    rules = yaml.safe_load((DEPLOY / "prometheus/alerts.yaml").read_text())
    return [rule for group in rules["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    return list(json.loads((DEPLOY / "grafana/dashboard.json").read_text())["panels"])


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: str(alert["alert"]))
def test_every_alert_names_metrics_that_exist_and_has_a_line_in_the_runbook(
    alert: dict[str, Any],
) -> None:
    metrics = named(alert["expr"])
    assert metrics
    assert metrics <= shown() | OUTSIDE
    assert f"| {alert['alert']} |" in (DEPLOY / "runbook.md").read_text()
    assert alert["annotations"]["summary"]
    assert alert["labels"]["severity"] in {"page", "ticket"}


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: str(panel["title"]))
def test_every_metric_on_the_dashboard_exists(panel: dict[str, Any]) -> None:
    for target in panel["targets"]:
        metrics = named(target["expr"])
        assert metrics
        assert metrics <= shown()


def test_the_shipped_manifest_is_the_one_the_code_prints() -> None:
    shipped = json.loads((DEPLOY / "manifest.json").read_text())
    assert shipped == json.loads(json.dumps(build_manifest())), (
        "run: advisor manifest > deploy/manifest.json"
    )


def resources() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path.name}-{one['kind']}-{one['metadata']['name']}", one)
        for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
        for one in yaml.safe_load_all(path.read_text())
        if one["kind"] != "Kustomization"
    ]


MODELS = {
    "apps/v1": "V1",
    "autoscaling/v2": "V2",
    "batch/v1": "V1",
    "networking.k8s.io/v1": "V1",
    "policy/v1": "V1",
    "v1": "V1",
}


def faults(kind: str, value: Any, path: str) -> Iterator[str]:
    """Yield the fields of a resource that the Kubernetes API does not know."""
    if inner := re.fullmatch(r"list\[(.+)\]|dict\(str, (.+)\)", kind):
        items = value if isinstance(value, list) else value.values()
        yield from chain.from_iterable(
            faults(str(inner[1] or inner[2]), one, f"{path}[]") for one in items
        )
        return
    model = getattr(kinds, kind, None)
    if model is None or not isinstance(value, dict):
        return
    types = {json_: model.openapi_types[name] for name, json_ in model.attribute_map.items()}
    for name, one in value.items():
        if name in types:
            yield from faults(types[name], one, f"{path}.{name}")
        else:
            yield f"{path}.{name}"


@pytest.mark.parametrize(
    "resource", [one for _, one in resources()], ids=[n for n, _ in resources()]
)
def test_every_field_of_a_kubernetes_resource_is_one_the_api_knows(
    resource: dict[str, Any],
) -> None:
    model = MODELS[resource["apiVersion"]] + resource["kind"]
    assert hasattr(kinds, model)
    assert list(faults(model, resource, resource["kind"])) == []


def test_the_kustomization_names_every_file_but_the_example() -> None:
    folder = DEPLOY / "kubernetes"
    named_there = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
    files = {path.name for path in folder.glob("*.yaml")}
    assert set(named_there) == files - {"kustomization.yaml", "secret.example.yaml"}


def test_pods_are_probed_drain_in_time_and_own_nothing() -> None:
    pods = [
        one["spec"]["template"]["spec"] for _, one in resources() if one["kind"] == "Deployment"
    ]
    assert len(pods) == 2
    for pod in pods:
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["terminationGracePeriodSeconds"] >= 30
        assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
        door = container["args"] == ["serve"]
        path = "/healthz" if door else "/readyz"  # a backlog must not close every door
        assert container["readinessProbe"]["httpGet"]["path"] == path
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]


def test_every_variable_that_is_set_for_a_container_is_a_setting() -> None:
    settings = {variable(name) for name in Settings.model_fields}
    config = [one for _, one in resources() if one["kind"] in {"ConfigMap", "Secret"}]
    given = {
        name for one in config for part in ("data", "stringData") for name in one.get(part, {})
    }
    example = (DEPLOY / "example.env").read_text()
    given |= set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    given |= set(re.findall(r"(ADVISOR_\w+)=", (DEPLOY / "Dockerfile").read_text()))
    assert given <= settings


def test_compose_starts_both_roles_probed_databases_and_watchers_with_pinned_images() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    watchers = {"prometheus", "alertmanager", "grafana"}
    assert set(services) == {"bot", "worker", "database", *watchers}
    assert (services["bot"]["command"], services["worker"]["command"]) == (["serve"], ["worker"])
    for service in services.values():
        assert re.search(r":v?\d+\.\d+", service["image"]), service["image"]
        for mounted in service["volumes"]:
            if mounted.startswith("./"):
                assert (DEPLOY / mounted.partition(":")[0]).exists(), mounted


def test_a_password_is_written_once_and_known_to_those_who_need_it() -> None:
    written = (DEPLOY / "passwords.example.env").read_text()
    assert set(re.findall(r"^([A-Z_]+)=$", written, re.MULTILINE)) == PASSWORDS
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for name in ("bot", "worker"):
        assert services[name]["env_file"] == ["advisor.env"]  # not .env, which has every password
        assert set(services[name]["environment"]) == {"DATABASE_URL"}
    knowing = {
        password: {name for name, one in services.items() if f"${{{password}" in str(one)}
        for password in PASSWORDS
    }
    assert knowing == {
        "POSTGRES_PASSWORD": {"bot", "worker", "database"},
        "GRAFANA_PASSWORD": {"grafana"},
    }


def test_every_alert_is_sent_to_somebody() -> None:
    prometheus = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())
    (manager,) = prometheus["alerting"]["alertmanagers"]
    assert manager["static_configs"] == [{"targets": ["alertmanager:9093"]}]
    told = yaml.safe_load((DEPLOY / "prometheus/alertmanager.yaml").read_text())
    receivers = {one["name"] for one in told["receivers"]}
    routed = {told["route"]["receiver"], *(one["receiver"] for one in told["route"]["routes"])}
    assert routed == receivers == {alert["labels"]["severity"] for alert in alerts()}


def test_the_image_has_a_pinned_ground_a_user_of_its_own_and_a_health_check() -> None:
    words = (DEPLOY / "Dockerfile").read_text()
    grounds = re.findall(r"^FROM (\S+)", words, re.MULTILINE)
    assert len(grounds) == 2
    assert all(re.search(r":\d+\.\d+\.\d+-", ground) for ground in grounds)
    assert "\nUSER 10001" in words
    assert "HEALTHCHECK" in words
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", words, re.MULTILINE)
    for name in chain.from_iterable(one.split() for one in copied):
        assert (ROOT / name).exists()
        assert f"!{name}" in (ROOT / ".dockerignore").read_text().splitlines()


@pytest.mark.parametrize("file", ["Makefile", "deploy/Dockerfile"])
def test_nothing_is_installed_that_no_lock_names(file: str) -> None:
    """A build in isolation would fetch its backend without a hash."""
    installs = re.findall(r"pip install (.+)$", (ROOT / file).read_text(), re.MULTILINE)
    assert installs
    for words in installs:
        assert "--require-hashes" in words or {"--no-build-isolation", "--no-deps"} <= set(
            words.split()
        )
    assert "\nhatchling==" in (ROOT / "requirements.lock").read_text()


def test_the_unit_starts_the_command_and_gives_it_time_to_drain() -> None:
    unit = (DEPLOY / "systemd/advisor.service").read_text()
    assert re.search(r"^ExecStart=\S+/advisor serve$", unit, re.MULTILINE)
    assert int(re.findall(r"^TimeoutStopSec=(\d+)", unit, re.MULTILINE)[0]) > 25
