"""The real Elasticsearch of the tests: what it is found by, and that it answers."""

import uuid
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from tools.services import elasticsearch
from tools.services.process import ServiceMissingError


def make_jdk(folder: Path, release: str) -> Path:
    """Lay what tells a JDK's version."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").touch()
    (folder / "release").write_text(release)
    return folder


def test_the_version_of_a_jdk_is_read(tmp_path: Path) -> None:
    folders = {
        name: make_jdk(tmp_path / name, text)
        for name, text in {
            "new": 'IMPLEMENTOR="x"\nJAVA_VERSION="25.0.1"\n',
            "old": 'JAVA_VERSION="1.8.0_402"\n',
            "odd": "",
        }.items()
    }
    versions = {name: elasticsearch.java_version(folder) for name, folder in folders.items()}
    assert versions == {"new": 25, "old": 1, "odd": 0}
    assert elasticsearch.java_version(tmp_path / "none") == 0


def test_the_named_jdk_is_passed_over_when_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = make_jdk(tmp_path / "old", 'JAVA_VERSION="17.0.15"')
    new = make_jdk(tmp_path / "new", 'JAVA_VERSION="21"')
    monkeypatch.setenv("ES_JAVA_HOME", str(old))
    monkeypatch.setenv("JAVA_HOME", str(new))
    assert elasticsearch.find_java() == new


def test_without_a_new_jdk_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ES_JAVA_HOME", str(make_jdk(tmp_path / "old", 'JAVA_VERSION="17"')))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(elasticsearch, "INSTALLED_JAVA", tmp_path / "nowhere")
    with pytest.raises(ServiceMissingError, match="install one and set ES_JAVA_HOME"):
        elasticsearch.find_java()


@pytest.mark.elasticsearch
def test_the_real_server_finds_what_was_put_into_it(elasticsearch_url: str) -> None:
    index = f"smoke-{uuid.uuid4().hex}"
    with Elasticsearch(elasticsearch_url) as client:
        versions = {node["version"] for node in client.nodes.info()["nodes"].values()}
        client.index(index=index, id="1", document={"title": "Řízení klastrů"}, refresh="wait_for")
        found = client.search(index=index, query={"match": {"title": "řízení"}})
        client.indices.delete(index=index)
    assert versions == {elasticsearch.VERSION}
    assert [hit["_id"] for hit in found["hits"]["hits"]] == ["1"]
