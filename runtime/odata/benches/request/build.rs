//! From builder calls to the bytes of a request: the way through the whole pipeline up to the transport, which
//! writes the request as HTTP/1.1 has it, and answers at once.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use odata_client::{
    BoxFuture, Bytes, Client, Resource, StaticToken, error::TransportError, http,
    transport::Transport,
};

use crate::Result;
use crate::model::User;

/// Writes the request and answers that there is nothing.
struct Written;

impl Transport for Written {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, std::result::Result<http::Response<Bytes>, TransportError>> {
        black_box(bytes(&request));
        let mut reply = http::Response::new(Bytes::new());
        *reply.status_mut() = http::StatusCode::NO_CONTENT;
        Box::pin(std::future::ready(Ok(reply)))
    }
}

fn bytes(request: &http::Request<Bytes>) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    let target = request.uri().path_and_query();
    let target = target.map_or("/", http::uri::PathAndQuery::as_str);
    for part in [request.method().as_str(), " ", target, " HTTP/1.1\r\n"] {
        out.extend_from_slice(part.as_bytes());
    }
    for (name, value) in request.headers() {
        out.extend_from_slice(name.as_str().as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(request.body());
    out
}

/// Requests per second.
pub(crate) fn bench(criterion: &mut Criterion) -> Result<()> {
    let client = Client::builder("https://graph.microsoft.com/v1.0")
        .credential(StaticToken::new("a.token.of.the.usual.kind"))
        .transport(Written)
        .build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let users = Resource::root(&client).segment("users");
    let list = || {
        let list = users
            .list::<User>()
            .select(["id", "displayName", "mail", "jobTitle"])
            .filter("startswith(displayName,'A') and accountEnabled eq true")
            .order_by("displayName")
            .expand("manager")
            .top(50)
            .count(true)
            .header("ConsistencyLevel", "eventual");
        let reply = runtime.block_on(list.send_raw());
        assert!(reply.is_ok_and(|reply| reply.status() == 204));
    };
    let user = User {
        display_name: Some("Adele Vance".to_owned()),
        mail: Some("adelev@contoso.example".to_owned()),
        rank: Some(3),
        ..User::default()
    };
    let update = || {
        let update = users
            .segment("57dab8b1-894c-409a-b240-bd8beae78896")
            .update(&user);
        let reply = runtime.block_on(update.send_raw());
        assert!(reply.is_ok_and(|reply| reply.status() == 204));
    };
    let mut group = criterion.benchmark_group("build");
    group.throughput(Throughput::Elements(1));
    group.bench_function("list with query options", |bencher| bencher.iter(list));
    group.bench_function("update with a body", |bencher| bencher.iter(update));
    group.finish();
    Ok(())
}
