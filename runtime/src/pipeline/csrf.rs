//! SAP's protection against requests that another site forged. In: a request that changes something. Out: the
//! same with a token of the service's, and the cookies of the session that the token is good for.

use futures_util::lock::Mutex;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, IF_MATCH,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE, RANGE, SET_COOKIE,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};

use super::{HttpRequest, HttpResponse, Middleware, Moved, Next, Options, again};
use crate::error::{Error, InvalidRequest, Result};
use crate::origin::same_origin;
use crate::{Body, BoxFuture};

const TOKEN: HeaderName = HeaderName::from_static("x-csrf-token");

/// What the question for a token leaves out of the request that it is asked for.
const OWN: [HeaderName; 11] = [
    ACCEPT,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    IF_MATCH,
    IF_MODIFIED_SINCE,
    IF_NONE_MATCH,
    IF_UNMODIFIED_SINCE,
    RANGE,
    HeaderName::from_static("prefer"),
    HeaderName::from_static("slug"),
];

/// Asks the service root for a token before the first request that changes something, and sends it with each of
/// them; once more after 403 with `X-CSRF-Token: Required`. Token and cookies go to the root's own scheme, host
/// and port alone.
pub(crate) struct Csrf {
    root: Uri,
    /// Locked while the service is asked: the others wait, and take what it said.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    session: Option<Session>,
    /// How many there were.
    sessions: u64,
}

/// What the service answered to the question for a token.
enum Answer {
    Token(HeaderValue, Option<HeaderValue>),
    /// It answered, and gave none.
    NotWanted,
    /// An error, or another host's reply: nothing to remember.
    Unclear,
}

/// What the service said.
#[derive(Clone)]
struct Session {
    number: u64,
    /// Whose it is, if requests have an `Authorization` of their own.
    user: Option<HeaderValue>,
    /// `None`: the service asks for none.
    token: Option<HeaderValue>,
    /// `name=value; name=value`.
    cookies: Option<HeaderValue>,
}

impl Csrf {
    /// The root as it is asked: with a slash at its end.
    pub(crate) fn new(root: Uri) -> Self {
        let state = Mutex::default();
        Self { root, state }
    }

    /// Whether the service may want a token with the request.
    fn concerns(&self, request: &HttpRequest) -> bool {
        let reads = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE];
        let headers = request.headers();
        let has_user = headers.contains_key(AUTHORIZATION) || !Options::of(request).anonymous;
        !reads.contains(request.method())
            && has_user
            && !headers.contains_key(TOKEN)
            && same_origin(&self.root, request.uri())
    }

    async fn run(&self, mut request: HttpRequest, next: Next<'_>) -> Result<HttpResponse> {
        let repeat = again(&request);
        let session = self.session(&request, next, None).await?;
        session.join(request.headers_mut())?;
        let reply = next.run(request).await?;
        if !is_required(&reply) {
            return Ok(reply);
        }
        let Some(mut request) = repeat else {
            self.forget(session.number).await;
            return Ok(reply);
        };
        let session = self.session(&request, next, Some(session.number)).await?;
        if session.token.is_none() {
            return Ok(reply);
        }
        session.join(request.headers_mut())?;
        next.run(request).await
    }

    /// The session of the request's user, another one than `refused`.
    async fn session(
        &self,
        request: &HttpRequest,
        next: Next<'_>,
        refused: Option<u64>,
    ) -> Result<Session> {
        let mut state = self.state.lock().await;
        let user = request.headers().get(AUTHORIZATION);
        let fits = |known: &&Session| known.user.as_ref() == user && Some(known.number) != refused;
        if let Some(session) = state.session.as_ref().filter(fits) {
            return Ok(session.clone());
        }
        state.session = None;
        state.sessions += 1;
        let answer = self.ask(request, next).await?;
        let is_known = !matches!(answer, Answer::Unclear);
        let (token, cookies) = match answer {
            Answer::Token(token, cookies) => (Some(token), cookies),
            Answer::NotWanted | Answer::Unclear => (None, None),
        };
        let session = Session {
            number: state.sessions,
            user: user.cloned(),
            token,
            cookies,
        };
        // After an error the next request asks again; this one is sent, since the service may want no token.
        if is_known {
            state.session = Some(session.clone());
        }
        Ok(session)
    }

    /// Asks without reading anything first; not all services answer that.
    async fn ask(&self, request: &HttpRequest, next: Next<'_>) -> Result<Answer> {
        let mut answer = Answer::Unclear;
        for method in [Method::HEAD, Method::GET] {
            let reply = match next.run(self.question(request, method)).await {
                Err(Error::Redirect { .. }) => continue,
                reply => reply?,
            };
            // Another host's token would be good for nothing here.
            let moved = reply.extensions().get::<Moved>();
            let is_here = moved.is_none_or(|moved| same_origin(&self.root, &moved.0));
            let token = reply.headers().get(TOKEN).filter(|token| is_token(token));
            if let (true, Some(mut token)) = (is_here, token.cloned()) {
                token.set_sensitive(true);
                return Ok(Answer::Token(token, cookies(reply.headers())));
            }
            answer = if is_here && reply.status().is_success() {
                Answer::NotWanted
            } else {
                Answer::Unclear
            };
        }
        Ok(answer)
    }

    fn question(&self, request: &HttpRequest, method: Method) -> HttpRequest {
        let mut question = http::Request::new(Body::empty());
        *question.method_mut() = method;
        *question.uri_mut() = self.root.clone();
        *question.headers_mut() = request.headers().clone();
        let headers = question.headers_mut();
        for name in &OWN {
            headers.remove(name);
        }
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(TOKEN, HeaderValue::from_static("Fetch"));
        let options = Options::of(request);
        question.extensions_mut().insert(Options {
            anonymous: options.anonymous,
            timeout: options.timeout,
            ..Options::default()
        });
        question
    }

    async fn forget(&self, number: u64) {
        let mut state = self.state.lock().await;
        state.session.take_if(|session| session.number == number);
    }
}

impl Session {
    /// Adds token and cookies to a request.
    fn join(&self, headers: &mut HeaderMap) -> Result<()> {
        let Some(token) = &self.token else {
            return Ok(());
        };
        headers.insert(TOKEN, token.clone());
        let Some(cookies) = &self.cookies else {
            return Ok(());
        };
        let all = match headers.get(COOKIE) {
            Some(own) => [own.as_bytes(), b"; ", cookies.as_bytes()].concat(),
            None => cookies.as_bytes().to_vec(),
        };
        let mut all = HeaderValue::from_bytes(&all)
            .map_err(|_| InvalidRequest::HeaderValue(COOKIE.to_string()))?;
        all.set_sensitive(true);
        headers.insert(COOKIE, all);
        Ok(())
    }
}

fn is_token(value: &HeaderValue) -> bool {
    let words: [&[u8]; 3] = [b"", b"fetch", b"required"];
    !words
        .iter()
        .any(|word| value.as_bytes().eq_ignore_ascii_case(word))
}

fn is_required(reply: &HttpResponse) -> bool {
    let says = reply.headers().get(TOKEN);
    reply.status() == StatusCode::FORBIDDEN
        && says.is_some_and(|says| says.as_bytes().eq_ignore_ascii_case(b"required"))
}

/// What `Set-Cookie` says (RFC 6265, section 5.2), as `Cookie` says it back: names and values alone, since the
/// session is as long as the client asks nothing else. The last of a name counts.
fn cookies(headers: &HeaderMap) -> Option<HeaderValue> {
    let mut cookies: Vec<(&[u8], &[u8])> = Vec::new();
    for text in headers.get_all(SET_COOKIE) {
        let mut parts = text.as_bytes().split(|byte| *byte == b';');
        let mut pair = parts
            .next()
            .unwrap_or_default()
            .splitn(2, |byte| *byte == b'=');
        let (Some(name), Some(value)) = (pair.next(), pair.next()) else {
            continue;
        };
        let name = name.trim_ascii();
        cookies.retain(|(known, _)| *known != name);
        let is_over = parts.any(|part| part.trim_ascii().eq_ignore_ascii_case(b"max-age=0"));
        if !name.is_empty() && !is_over {
            cookies.push((name, value.trim_ascii()));
        }
    }
    let cookies: Vec<Vec<u8>> = cookies
        .into_iter()
        .map(|(name, value)| [name, b"=", value].concat())
        .collect();
    if cookies.is_empty() {
        return None;
    }
    HeaderValue::from_bytes(&cookies.join(&b"; "[..])).ok()
}

impl Middleware for Csrf {
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse>> {
        if self.concerns(&request) {
            Box::pin(self.run(request, next))
        } else {
            next.run(request)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_said_back_by_name_and_value() {
        let mut headers = HeaderMap::new();
        assert_eq!(cookies(&headers), None);
        for text in [
            "SAP_SESSIONID_X_100=old; path=/; secure; HttpOnly",
            "sap-usercontext=sap-client=100; path=/",
            "gone=x; Max-Age=0",
            "nothing",
            "=x",
            "SAP_SESSIONID_X_100 = a%3d= ;path=/",
        ] {
            headers.append(SET_COOKIE, HeaderValue::from_static(text));
        }
        let expected = "sap-usercontext=sap-client=100; SAP_SESSIONID_X_100=a%3d=";
        assert_eq!(cookies(&headers).unwrap(), expected);
    }
}
