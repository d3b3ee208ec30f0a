"""A name server on a loopback port with the records that a test gives it."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

from tests.servers.machine import HOST

Records = Mapping[tuple[str, str], list[str]]


@contextmanager
def name_server(records: Records) -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks it; a name that it does not know is NXDOMAIN."""

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            packet, socket = self.request
            query = dns.message.from_wire(packet)
            reply, question = dns.message.make_response(query), query.question[0]
            reply.flags |= dns.flags.RA
            name, kind = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
            if found := records.get((name, kind)):
                reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *found))
            elif not any(name == known for known, _ in records):
                reply.set_rcode(dns.rcode.NXDOMAIN)
            socket.sendto(reply.to_wire(), self.client_address)

    with socketserver.ThreadingUDPServer((HOST, 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            resolver = dns.resolver.Resolver(configure=False)
            resolver.nameservers, resolver.port = [HOST], server.server_address[1]
            yield resolver
        finally:
            server.shutdown()
            thread.join()
