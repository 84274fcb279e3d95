"""A headless Chromium driven over a pipe: the DevTools protocol without any library between.

Chromium reads commands from file descriptor 3 and writes answers and events to 4, each a JSON text
ended by NUL (--remote-debugging-pipe). That is all the tests need, and no driver has to match the
browser's version. https://chromedevtools.github.io/devtools-protocol/
"""
import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time

TIMEOUT_S = 60
NAMES = ("chromium", "chromium-browser", "google-chrome")


class Browser:
    """One Chromium with one tab; a context manager."""

    def __init__(self):
        program = next(filter(None, map(shutil.which, NAMES)), None)
        if not program:
            raise RuntimeError("no Chromium here: apt-get install chromium")
        self.home = tempfile.mkdtemp(prefix="ngoso-chromium-")
        self.log = tempfile.TemporaryFile()
        commands_read, self.commands = os.pipe()
        self.answers, answers_write = os.pipe()
        # The shell places the two ends at 3 and 4; "$@" keeps arguments whole.
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", f'exec "$@" 3<&{commands_read} 4>&{answers_write}', "sh", program,
             "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-extensions", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--hide-scrollbars",
             f"--user-data-dir={self.home}", "--remote-debugging-pipe", "about:blank"],
            pass_fds=(commands_read, answers_write), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=self.log,
            env={**os.environ, "HOME": self.home})
        os.close(commands_read)
        os.close(answers_write)
        self.pending, self.next_id, self.session, self.events = b"", 1, None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.commands)  # Chromium ends when its pipe does.
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.answers)
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _read(self):
        """The next message."""
        deadline = time.monotonic() + TIMEOUT_S
        while b"\0" not in self.pending:
            if not select.select([self.answers], [], [], deadline - time.monotonic())[0]:
                raise TimeoutError("Chromium says nothing")
            piece = os.read(self.answers, 1 << 20)
            if not piece:
                self.log.seek(0)
                said = self.log.read()[-2000:].decode("utf-8", "replace")
                raise RuntimeError(f"Chromium has ended; it said:\n{said}")
            self.pending += piece
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        """Sends a command and gives its answer; events that come meanwhile are kept."""
        number, self.next_id = self.next_id, self.next_id + 1
        command = {"id": number, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        data = json.dumps(command).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data):]
        while True:
            message = self._read()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def wait_for(self, method):
        """The first event of that name since the last look, or the next."""
        while True:
            for event in self.events:
                if event.get("method") == method:
                    return event["params"]
            self.events.append(self._read())

    def open(self, path, width=1280, height=900, script=True, media="", features=None):
        """Opens a file afresh; `features` as {"prefers-color-scheme": "dark"}."""
        self.events.clear()
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", media=media, features=[
            {"name": name, "value": value} for name, value in (features or {}).items()])
        self.call("Page.navigate", url=pathlib.Path(path).resolve().as_uri())
        self.wait_for("Page.loadEventFired")

    def run(self, expression):
        """The value of a JavaScript expression; promises are waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def press(self, key, text="", code=0):
        """A real key, down and up: key "Enter", text "\\r", code 13."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code,
                      **({"text": text} if kind == "keyDown" and text else {}))

    def type(self, text):
        self.call("Input.insertText", text=text)

    def requests(self):
        """Addresses asked for since open()."""
        return [e["params"]["request"]["url"] for e in self.events
                if e.get("method") == "Network.requestWillBeSent"]

    def complaints(self):
        """What the console holds: errors, warnings, exceptions, blocked content."""
        found = []
        for event in self.events:
            name, params = event.get("method"), event.get("params", {})
            if name == "Log.entryAdded":
                found.append(params["entry"]["text"])
            elif name == "Runtime.exceptionThrown":
                found.append(json.dumps(params["exceptionDetails"])[:500])
            elif name == "Runtime.consoleAPICalled":
                found.append(json.dumps(params["args"])[:500])
        return found

    def picture(self, path, whole=True):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        pathlib.Path(path).write_bytes(base64.b64decode(data["data"]))

    def print(self, path):
        data = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True,
                         generateTaggedPDF=True)
        pathlib.Path(path).write_bytes(base64.b64decode(data["data"]))
