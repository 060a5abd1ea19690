"""A git repository, served over plain HTTP on this computer."""

import functools
import os
import pathlib
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def git(folder, *words):
    who = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": folder}
    for part in ("AUTHOR", "COMMITTER"):
        who |= {f"GIT_{part}_NAME": "Test", f"GIT_{part}_EMAIL": "test@example.com"}
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, env={**os.environ, **who})


@contextmanager
def served(files):
    """The address of a repository with these files (name to content)."""
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder, "work")
        work.mkdir()
        for name, content in files.items():
            place = work / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content)
        (work / "link").symlink_to("/etc/passwd")
        git(str(work), "init", "--quiet", "--initial-branch=main")
        git(str(work), "add", ".")
        git(str(work), "commit", "--quiet", "-m", "All of it")
        git(folder, "clone", "--quiet", "--bare", "work", "bare.git")
        git(f"{folder}/bare.git", "update-server-info")
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/bare.git"
        finally:
            server.shutdown()
