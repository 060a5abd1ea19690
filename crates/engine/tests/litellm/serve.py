"""litellm's proxy by the settings in FOLDER/settings.yaml, until standard input ends; then the folder is removed.

Says its port as the first line. Standard input ends with whoever started it, however that ends.
"""

import os
import shutil
import socket
import sys
import threading

folder = sys.argv[1]
os.environ["CONFIG_FILE_PATH"] = os.path.join(folder, "settings.yaml")
# It asks for a list of prices on the internet otherwise.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"


def end_with_standard_input():
    sys.stdin.read()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


threading.Thread(target=end_with_standard_input, daemon=True).start()

import uvicorn  # noqa: E402
from litellm.proxy.proxy_server import app  # noqa: E402

listener = socket.socket()
listener.bind(("127.0.0.1", 0))


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets=sockets)
        print(listener.getsockname()[1], flush=True)


Server(uvicorn.Config(app, log_level="critical")).run(sockets=[listener])
