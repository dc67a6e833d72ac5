"""The recipe of docs/scale.md, on two SSH servers that stand for two web servers."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BUILD, DATA, Process

HOSTS = ("web1", "web2")
PAGE = DATA.parent / "docs" / "scale.md"
LOG = "/var/log/nginx/access.log"

if shutil.which("parallel") is None or not Path("/usr/sbin/sshd").exists():
    pytest.skip("run .ci/deps --scale first", allow_module_level=True)


def recipe() -> str:
    """Returns the first shell block of the page that calls GNU parallel."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return next(block for block in blocks if "parallel" in block)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def executable(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


class Machines:
    """Two servers. The log of each lies in a folder with its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers: list[Process] = []
        for key in ("host_key", "user_key"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True
            )
        shutil.copy(folder / "user_key.pub", folder / "authorized_keys")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        (folder / "bin").mkdir()
        client = "".join(self._serve(host) for host in HOSTS)
        (folder / "ssh_config").write_text(client)
        executable(
            folder / "bin" / "ssh", f'#!/bin/sh\nexec /usr/bin/ssh -F {folder}/ssh_config "$@"\n'
        )
        (folder / "bin" / "logscan").symlink_to(BUILD / "logscan")
        (folder / "hosts").write_text("".join(f"{host}\n" for host in HOSTS))

    def _serve(self, host: str) -> str:
        place = self.folder / host
        (place / "bin").mkdir(parents=True)
        (place / "bin" / "logscan").symlink_to(BUILD / "logscan")
        port = free_port()
        config = place / "sshd_config"
        config.write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host_key\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nPidFile none\nStrictModes no\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\n"
            f"PermitRootLogin prohibit-password\nSetEnv PATH={place}/bin:/usr/bin:/bin\n"
        )
        server = Process(["/usr/sbin/sshd", "-D", "-e", "-f", config], {})
        server.wait_for("Server listening")
        self.servers.append(server)
        return (
            f"Host {host}\nHostName 127.0.0.1\nPort {port}\nUser {getpass.getuser()}\n"
            f"IdentityFile {self.folder}/user_key\nIdentitiesOnly yes\nBatchMode yes\n"
            f"StrictHostKeyChecking no\nUserKnownHostsFile {place}/known_hosts\nLogLevel ERROR\n\n"
        )

    def run(self) -> subprocess.CompletedProcess[bytes]:
        text = recipe()
        assert LOG in text
        shutil.rmtree(self.folder / "parts", ignore_errors=True)
        return subprocess.run(
            ["bash", "-c", text.replace(LOG, f"{self.folder}/{{}}/access.log")],
            cwd=self.folder,
            env={**os.environ, "PATH": f"{self.folder}/bin:/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=False,
        )

    def stop(self) -> None:
        for server in self.servers:
            server.kill()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path)
    try:
        shutil.copy(DATA / "shop.log", tmp_path / "web1" / "access.log")
        shutil.copy(DATA / "combined.log", tmp_path / "web2" / "access.log")
        yield made
    finally:
        made.stop()


def expected(folder: Path) -> bytes:
    """Returns the report of one run on all logs."""
    command = [BUILD / "logscan", "--by", "path", *(folder / host / "access.log" for host in HOSTS)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def test_recipe(machines: Machines) -> None:
    done = machines.run()
    assert done.returncode == 0, done.stderr
    assert done.stdout == expected(machines.folder)


def test_what_is_killed_is_run_again(machines: Machines) -> None:
    # Once, the server of the connection is killed when it has sent some bytes.
    place = machines.folder / "web1"
    (place / "bin" / "logscan").unlink()
    executable(
        place / "bin" / "logscan",
        f"#!/bin/sh\ncd {place}\n"
        f'[ -e killed ] && exec {BUILD}/logscan "$@"\n'
        f'touch killed\n{BUILD}/logscan "$@" | head -c 500\nkill -9 $PPID\n',
    )
    done = machines.run()
    assert (place / "killed").exists()
    assert done.returncode == 0, done.stderr
    assert done.stdout == expected(machines.folder)


def test_missing_log_is_reported(machines: Machines) -> None:
    (machines.folder / "web2" / "access.log").unlink()
    done = machines.run()
    assert done.returncode == 3
    assert b"access.log: no such file" in done.stderr
    assert b"lines 234 = parsed 234" in done.stdout


def test_machine_that_is_down_is_reported(machines: Machines) -> None:
    machines.servers[1].kill()
    done = machines.run()
    assert done.returncode == 5
    assert b"parts/web2.part" in done.stderr
