"""A server between logscan and a store, for .ci/remote.

    gateway.py UPSTREAM [--verify] [--cut SEED]

Forwards GET requests to UPSTREAM and prints its own address first. With --verify it refuses what is
not signed as botocore would sign it, with the credentials of the environment. With --cut it closes
half of the connections in the middle of an answer, and fails now and then.
"""

import argparse
import http.client
import http.server
import os
import random
import sys
import threading
import urllib.parse

KEPT = ("etag", "last-modified", "content-range", "content-length", "content-type")


def signature_of(path, headers):
    """Returns the Authorization that botocore makes of the headers that a request has signed."""
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    given = headers["authorization"]
    region = given.split("Credential=")[1].split("/")[2]
    signed = given.split("SignedHeaders=")[1].split(",")[0].split(";")
    credentials = Credentials(
        os.environ["AWS_ACCESS_KEY_ID"],
        os.environ["AWS_SECRET_ACCESS_KEY"],
        os.environ.get("AWS_SESSION_TOKEN"),
    )
    auth = S3SigV4Auth(credentials, "s3", region)
    request = AWSRequest(
        "GET", f"http://{headers['host']}{path}", headers={name: headers[name] for name in signed}
    )
    request.context["timestamp"] = headers["x-amz-date"]
    to_sign = auth.string_to_sign(request, auth.canonical_request(request))
    return auth.signature(to_sign, request)


class Gateway(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    upstream = None
    verify = False
    chance = None
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def draw(self, below):
        with self.lock:
            return self.chance.randrange(below)

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if not any(name.lower() == "content-length" for name, _ in headers):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def is_signed(self):
        headers = {name.lower(): value for name, value in self.headers.items()}
        if "authorization" not in headers or "x-amz-security-token" not in headers:
            return False
        return headers["authorization"].endswith("=" + signature_of(self.path, headers))

    def do_GET(self):
        if self.verify and not self.is_signed():
            self.answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
            return
        if self.chance and self.draw(10) == 0:
            self.answer(503, b"<Error><Code>SlowDown</Code></Error>")
            return
        asked = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        connection = http.client.HTTPConnection(self.upstream.netloc)
        connection.request("GET", self.path, headers=asked)
        response = connection.getresponse()
        kept = [(name, value) for name, value in response.getheaders() if name.lower() in KEPT]
        body = response.read()
        if self.chance and self.draw(2) == 0:
            self.answer(response.status, body[: self.draw(len(body) + 1)], kept)
            self.close_connection = True
        else:
            self.answer(response.status, body, kept)
        connection.close()


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Reports nothing when a client that has enough closes its connection."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("upstream")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--cut", type=int)
    options = parser.parse_args()
    Gateway.upstream = urllib.parse.urlsplit(options.upstream)
    Gateway.verify = options.verify
    Gateway.chance = random.Random(options.cut) if options.cut is not None else None
    server = Server(("127.0.0.1", 0), Gateway)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
