"""Old Word documents, by LibreOffice itself: read as they were written, with nothing fetched on the way."""
import http.server
import subprocess
import threading

import legacy_samples
import legacy_test
from made import cairn
from saved import libreoffice

PAGE = '<html><body><p>Targets</p><img src="http://127.0.0.1:{}/logo.png" width="90" height="90"><p>Mirren</p></body></html>'


class Listener(http.server.BaseHTTPRequestHandler):
    """Notes what is asked for; never has it."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, format, *args):
        pass


def check_samples(checks):
    for sample in legacy_samples.samples(".doc"):
        legacy_test.check_reading(checks, sample)
        legacy_test.check_files(checks, sample)


def check_nothing_is_fetched(checks, folder):
    """A picture that lies elsewhere is asked for by LibreOffice as it comes, and not when Cairn reads."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page, old = folder / "page.html", folder / "page.doc"
        page.write_text(PAGE.format(server.server_port), encoding="utf-8")
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile-old').as_uri()}", "--infilter=HTML (StarWriter)",
                        "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(page)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        server.asked.clear()
        code, out, said = cairn("read", old)
        checks.that(code == 1 and "Mirren" in out and "turned it into .docx" in said, f"read of a page with a linked picture: {code}, {said}")
        checks.that(not server.asked, f"read asked the network for {server.asked}")
        libreoffice([old], folder / "fetched", folder / "profile-old")
        checks.that(server.asked, "LibreOffice as it comes must ask for the picture, or this test sees nothing")
        server.shutdown()


def check(checks, folder):
    check_samples(checks)
    check_nothing_is_fetched(checks, folder)
