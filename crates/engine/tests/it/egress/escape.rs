//! Attempts of a program to reach more than its allow-list: names and addresses of the local network, redirects,
//! other ports, other kinds of sockets, its own DNS look-ups.
//!
//! Every target is on loopback or does not exist, and every attempt has to fail.

use serde_json::json;

use super::{HELLO, Remote, engine, fetch, only, printed, result};
use crate::support::Program;

#[tokio::test]
async fn a_redirect_is_checked_like_any_request() {
    let inner = Remote::http(HELLO).await;
    let target = format!("http://127.0.0.1:{}/", inner.address.port());
    let answer = format!(
        "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let remote = Remote::http(answer.leak()).await;
    // Not by the variables: these bypass the proxy for loopback addresses.
    let code = "import urllib.request as u, urllib.error\n\
         class Proxied(u.ProxyHandler):\n  def proxy_open(self, req, proxy, type):\n    req.set_proxy('127.0.0.1:3128', 'http')\n\
         try:\n  print(u.build_opener(Proxied({'http': 'http://127.0.0.1:3128'})).open('http://remote.test/').read())\n\
         except urllib.error.HTTPError as e:\n  print(e.code)\n";
    let local = engine(code, &[("remote.test", 80, &remote)], vec![]).await;
    let printed = printed(&local, &only("remote.test")).await;
    assert!(
        printed
            .starts_with("403\n[Reached over the network: remote.test:80.]\n[Refused: 127.0.0.1:"),
        "{printed}"
    );
    assert_eq!((remote.heads().len(), inner.heads().len()), (1, 0));
}

#[tokio::test]
async fn a_star_does_not_lead_into_this_computer() {
    let code = "import http.client\n\
         for host in ['localhost', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', '0.0.0.0']:\n  \
           c = http.client.HTTPConnection('127.0.0.1', 3128, timeout=20)\n  \
           c.request('GET', f'http://{host}/')\n  print(c.getresponse().status)\n";
    let local = engine(code, &[], vec![]).await;
    let printed = printed(&local, &only("*")).await;
    assert!(printed.starts_with("403\n".repeat(7).as_str()), "{printed}");
    assert!(
        printed.contains("localhost:80 (it leads into this computer or the network around it)"),
        "{printed}"
    );
}

#[tokio::test]
async fn a_port_of_this_computer_is_reached_when_it_is_named() {
    let own = Remote::http(HELLO).await;
    let place = format!("127.0.0.1:{}", own.address.port());
    let code = format!(
        "import http.client\nc = http.client.HTTPConnection('127.0.0.1', 3128, timeout=20)\n\
         c.request('GET', 'http://{place}/')\nprint(c.getresponse().read().decode())\n"
    );
    let local = engine(&code, &[], vec![]).await;
    let printed = printed(&local, &only(&place)).await;
    assert_eq!(
        printed,
        format!("hello\n[Reached over the network: {place}.]\n")
    );
}

#[tokio::test]
async fn there_is_no_other_way_out() {
    let own = Remote::http(HELLO).await;
    let port = own.address.port();
    let code = format!(
        "import socket\n\
         def tried(name, does):\n  try:\n    does()\n    print(name, 'worked')\n  except OSError:\n    print(name, 'no')\n\
         tried('dns', lambda: socket.getaddrinfo('remote.test', 80))\n\
         tried('tcp', lambda: socket.create_connection(('192.0.2.1', 80), 5))\n\
         tried('here', lambda: socket.create_connection(('127.0.0.1', {port}), 5))\n\
         tried('udp', lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53)))\n\
         tried('raw', lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))\n\
         tried('packet', lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))\n\
         print(sorted(name for _, name in socket.if_nameindex()))\n"
    );
    let local = engine(&code, &[], vec![]).await;
    let printed = printed(&local, &only("*")).await;
    assert!(
        printed.starts_with("dns no\ntcp no\nhere no\nudp no\nraw no\npacket no\n['lo'"),
        "{printed}"
    );
    assert!(own.heads().is_empty());
}

#[tokio::test]
async fn a_tunnel_is_for_tls_to_the_name_it_was_asked_for() {
    let (remote, root) = Remote::https(HELLO).await;
    let code = "import socket, ssl\n\
         def tunnel():\n  s = socket.create_connection(('127.0.0.1', 3128), 20)\n  \
           s.sendall(b'CONNECT remote.test:443 HTTP/1.1\\r\\nHost: remote.test:443\\r\\n\\r\\n')\n  \
           assert b' 200 ' in s.recv(1000)\n  return s\n\
         try:\n  ssl._create_unverified_context().wrap_socket(tunnel(), server_hostname='other.test')\n  print('other name')\n\
         except OSError:\n  print('no')\n\
         s = tunnel()\ns.sendall(b'GET / HTTP/1.1\\r\\nHost: remote.test\\r\\n\\r\\n')\n\
         try:\n  print(s.recv(10))\nexcept OSError:\n  print(b'')\n";
    let local = engine(code, &[("remote.test", 443, &remote)], vec![root]).await;
    let printed = printed(&local, &only("remote.test")).await;
    assert_eq!(
        printed,
        "no\nb''\n[Refused: remote.test:443 (the TLS connection is for another name), \
         remote.test:443 (it is no TLS connection).]\n"
    );
    assert!(remote.heads().is_empty());
}

#[tokio::test]
async fn other_ports_of_a_listed_host_are_refused() {
    let remote = Remote::http(HELLO).await;
    let local = engine(
        &fetch("http://remote.test:8080/"),
        &[("remote.test", 8080, &remote)],
        vec![],
    )
    .await;
    let refused = printed(&local, &only("remote.test")).await;
    assert!(
        refused.contains("[Refused: remote.test:8080 (not on the list).]"),
        "{refused}"
    );
    let reached = printed(&local, &only("remote.test:8080")).await;
    assert!(reached.starts_with("hello\n"), "{reached}");
}

/// Python that requests each of these URLs from the proxy and prints the status.
fn ask_proxy(addresses: &[String]) -> String {
    let list = serde_json::to_string(addresses).unwrap();
    format!(
        "import socket\n\
         for at in {list}:\n  s = socket.create_connection(('127.0.0.1', 3128), 20)\n  \
           s.sendall(f'GET {{at}} HTTP/1.1\\r\\nHost: remote.test\\r\\nConnection: close\\r\\n\\r\\n'.encode())\n  \
           print(at, s.recv(1000).split(b' ')[1].decode())\n"
    )
}

#[tokio::test]
async fn a_name_that_is_looked_up_as_this_computer_leads_nowhere_though_it_is_listed() {
    let own = Remote::http(HELLO).await;
    let port = own.address.port();
    let hosts = [
        ("one.example.com", "127.0.0.1"),
        ("two.example.com", "127.8.8.8"),
        ("three.example.com", "::1"),
        ("four.example.com", "::ffff:127.0.0.1"),
        ("five.example.com", "0.0.0.0"),
        ("nas.local", "127.0.0.1"),
    ];
    let lines: String = hosts
        .iter()
        .map(|(name, address)| format!("{address} {name}\n"))
        .collect();
    let asked: Vec<String> = hosts
        .iter()
        .map(|(name, _)| format!("http://{name}:{port}/"))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"turns": [{"say": [{"code": ask_proxy(&asked)}, "Done."]}]});
    std::fs::write(folder.path().join("script.json"), script.to_string()).unwrap();
    let program = Program::start_among_hosts(folder.path(), &lines);
    let list: Vec<_> = hosts
        .iter()
        .map(|(name, _)| json!({"domain": format!("{name}:{port}")}))
        .collect();
    let environment = json!({"type": "remote", "network": {"allowlist": list}});
    let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
    let printed = result(&program.api.create(body).await);
    program.kill();
    for (at, (name, _)) in asked.iter().zip(hosts) {
        assert!(printed.contains(&format!("{at} 403\n")), "{printed}");
        let record = format!("{name}:{port} (it leads into this computer");
        assert!(printed.contains(&record), "{printed}");
    }
    assert!(own.heads().is_empty());
}

#[tokio::test]
async fn an_address_of_this_computer_is_known_however_it_is_written() {
    let remote = Remote::http(HELLO).await;
    let ways = [
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "LOCALHOST",
        "localhost.",
        "[::ffff:7f00:1]",
        "[::]",
        "remote.test@127.0.0.1",
        "127.0.0.1.",
    ];
    let asked: Vec<String> = ways.iter().map(|way| format!("http://{way}/")).collect();
    for list in ["*", "remote.test"] {
        let local = engine(&ask_proxy(&asked), &[("remote.test", 80, &remote)], vec![]).await;
        let printed = printed(&local, &only(list)).await;
        for at in &asked {
            assert!(
                printed.contains(&format!("{at} 403\n")),
                "{list}: {printed}"
            );
        }
    }
    assert!(remote.heads().is_empty());
}

#[tokio::test]
async fn a_request_goes_to_the_host_that_was_checked_whatever_else_it_says() {
    let remote = Remote::http(HELLO).await;
    // Request smuggling: the `Host` header differs from the target, and a second request follows the end of the first
    // one as one of its two lengths states it.
    let code = "import socket\n\
         s = socket.create_connection(('127.0.0.1', 3128), 20)\n\
         s.sendall(b'POST http://remote.test/ HTTP/1.1\\r\\nHost: other.test\\r\\nContent-Length: 6\\r\\n'\n  \
           b'Transfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n'\n  \
           b'GET http://127.0.0.1/inner HTTP/1.1\\r\\nHost: remote.test\\r\\nConnection: close\\r\\n\\r\\n')\n\
         s.settimeout(20)\n\
         while s.recv(1000): pass\n";
    let local = engine(code, &[("remote.test", 80, &remote)], vec![]).await;
    printed(&local, &only("remote.test")).await;
    let heads = remote.heads();
    assert!(heads.len() <= 1, "{heads:?}");
    for head in heads {
        let head = head.to_lowercase();
        assert!(head.contains("host: remote.test"), "{head}");
        assert!(
            !head.contains("other.test") && !head.contains("inner"),
            "{head}"
        );
    }
}

#[tokio::test]
async fn look_ups_cannot_be_made_around_the_proxy() {
    let remote = Remote::http(HELLO).await;
    let code = "import os, socket\n\
         print('file', os.path.exists('/etc/resolv.conf'))\n\
         for at in ['127.0.0.53', '127.0.0.1', '192.0.2.53']:\n  \
           s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n  s.settimeout(1)\n  \
           try:\n    s.connect((at, 53))\n    s.send(b'\\0' * 12)\n    s.recv(512)\n    print(at, 'answered')\n  \
           except OSError:\n    print(at, 'no')\n\
         s = socket.create_connection(('127.0.0.1', 3128), 20)\n\
         s.sendall(b'CONNECT remote.test:53 HTTP/1.1\\r\\nHost: remote.test:53\\r\\n\\r\\n')\n\
         print('tunnel', s.recv(1000).split(b' ')[1].decode())\n";
    let local = engine(code, &[("remote.test", 53, &remote)], vec![]).await;
    let printed = printed(&local, &only("remote.test")).await;
    let expected = "file False\n127.0.0.53 no\n127.0.0.1 no\n192.0.2.53 no\ntunnel 403\n\
        [Refused: remote.test:53 (not on the list).]\n";
    assert_eq!(printed, expected);
}

/// Sockets that a network namespace does not isolate: those of virtual machines, and abstract Unix sockets.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_kind_of_socket_leads_past_the_proxy() {
    use std::os::linux::net::SocketAddrExt as _;
    use std::os::unix::net::{SocketAddr, UnixListener};
    let name = format!("errand-test-{}", std::process::id());
    let nameless = SocketAddr::from_abstract_name(&name).unwrap();
    let nameless = UnixListener::bind_addr(&nameless).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("socket");
    let named = UnixListener::bind(&path).unwrap();
    let path = path.display();
    let code = format!(
        "import socket\n\
         made = set()\n\
         for family in range(1, 64):\n  for kind in (1, 2, 3, 5):\n    \
             try:\n      socket.socket(family, kind).close()\n      made.add(family)\n    \
             except OSError:\n      pass\n\
         print('made beside unix, inet, inet6 and netlink:', sorted(made - {{1, 2, 10, 16}}))\n\
         for name in ['\\0{name}', '{path}']:\n  \
           try:\n    socket.socket(socket.AF_UNIX).connect(name)\n    print('connected')\n  \
           except OSError:\n    print('no')\n\
         s = socket.socket(socket.AF_UNIX)\n\
         s.connect('/program/socket')\n\
         s.sendall(b'GET http://other.test/ HTTP/1.1\\r\\nHost: other.test\\r\\n\\r\\n')\n\
         print('proxy', s.recv(1000).split(b' ')[1].decode())\n"
    );
    let local = engine(&code, &[], vec![]).await;
    let printed = printed(&local, &only("remote.test")).await;
    let expected = "made beside unix, inet, inet6 and netlink: []\nno\nno\nproxy 403\n\
        [Refused: other.test:80 (not on the list).]\n";
    assert_eq!(printed, expected);
    drop((nameless, named));
}
