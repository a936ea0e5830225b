//! From settings to a client: each is checked, and the pipeline is put together.

use std::sync::Arc;

use http::header::{AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Uri};

use super::{ClientBuilder, PRODUCT};
use crate::client::{Client, Inner};
use crate::credential::{Secret, Secrets, TokenCache, basic_header};
#[cfg(not(any(feature = "hyper-no-provider", feature = "reqwest-no-provider")))]
use crate::error::Error;
use crate::error::{InvalidRequest, Result};
use crate::origin::Hosts;
use crate::pipeline::{
    Authorize, Compress, Csrf, Exchange, Middleware, Redirect, Retry, Telemetry, Trace,
};
use crate::request::{header_value, set_header};
use crate::transport::Transport;

impl ClientBuilder {
    /// The client.
    ///
    /// # Errors
    /// If the base URL is not one, a header or allowed host is invalid, a credential is set and the
    /// base URL is neither https nor loopback, or TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        let (base, mut hosts) = Hosts::of(&self.base_url)?;
        for host in &self.allowed_hosts {
            hosts.allow(host)?;
        }
        hosts.upgrade_links(self.upgrade_links);
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            set_header(&mut headers, name, value)?;
        }
        if let Some(value) = headers.get_mut(AUTHORIZATION) {
            value.set_sensitive(true);
        }
        let has_secret =
            self.credential.is_some() || self.basic.is_some() || !self.secrets.is_empty();
        if has_secret || headers.contains_key(AUTHORIZATION) {
            hosts.check_base()?;
        }
        let transport = match &self.transport {
            Some(transport) => Arc::clone(transport),
            None => default_transport(&hosts, &self)?,
        };
        let hosts = Arc::new(hosts);
        Ok(Client::new(Inner {
            base: base.clone(),
            headers,
            exchange: Exchange {
                transport,
                clock: Arc::clone(&self.clock),
                timeout: self.timeout,
                reply_limit: self.reply_limit,
            },
            clock: Arc::clone(&self.clock),
            telemetry: self.telemetry,
            call: self.call,
            has_own_base: self.has_own_base,
            #[cfg(feature = "odata")]
            odata: self.odata.clone(),
            stages: self.stages(&hosts, &base)?,
            hosts,
        }))
    }

    /// The pipeline, in the order that `pipeline` documents.
    fn stages(mut self, hosts: &Arc<Hosts>, base: &str) -> Result<Vec<Arc<dyn Middleware>>> {
        let telemetry = Telemetry {
            user_agent: header_value(USER_AGENT.as_str(), &self.user_agent)?,
            sdk_version: (self.telemetry).then(|| HeaderValue::from_static(PRODUCT)),
        };
        let secrets = self.take_secrets()?;
        let mut stages: Vec<Arc<dyn Middleware>> = Vec::new();
        if self.csrf_token {
            let root = format!("{base}/");
            let root =
                Uri::try_from(root).map_err(|error| InvalidRequest::Url(error.to_string()))?;
            stages.push(Arc::new(Csrf::new(root)));
        }
        stages.push(Arc::new(telemetry));
        stages.extend(self.middleware);
        stages.push(Arc::new(Compress {
            all: self.compress_requests,
        }));
        stages.push(Arc::new(Redirect {
            most: self.max_redirects,
            hosts: Arc::clone(hosts),
        }));
        stages.push(Arc::new(Retry {
            policy: self.retry,
            clock: self.clock,
        }));
        stages.push(Arc::new(Authorize {
            secrets,
            hosts: Arc::clone(hosts),
        }));
        stages.extend(self.attempt_middleware);
        stages.push(Arc::new(Trace));
        Ok(stages)
    }

    /// What requests may be sent with.
    fn take_secrets(&mut self) -> Result<Secrets> {
        let cache =
            |credential| TokenCache::new(credential, self.scopes.clone(), Arc::clone(&self.clock));
        let mut secrets = Secrets {
            default: self.credential.take().map(cache),
            ..Secrets::default()
        };
        for (scheme, secret) in std::mem::take(&mut self.secrets) {
            match secret {
                Secret::Token(credential) => secrets.tokens.push((scheme, cache(credential))),
                Secret::Key(key) => secrets.keys.push((scheme, key)),
            }
        }
        if let Some((user, password)) = &self.basic {
            secrets.basic = Some(basic_header(user, password)?);
        }
        Ok(secrets)
    }
}

#[cfg(any(feature = "hyper-no-provider", feature = "reqwest-no-provider"))]
fn default_transport(hosts: &Hosts, builder: &ClientBuilder) -> Result<Arc<dyn Transport>> {
    // Where a program has both, the default is what it is without the other.
    #[cfg(all(feature = "hyper-no-provider", not(target_arch = "wasm32")))]
    use crate::transport::HyperTransport as Default;
    #[cfg(any(not(feature = "hyper-no-provider"), target_arch = "wasm32"))]
    use crate::transport::ReqwestTransport as Default;
    Ok(Arc::new(Default::with_settings(
        hosts.is_https(),
        builder.connect_timeout,
    )?))
}

#[cfg(not(any(feature = "hyper-no-provider", feature = "reqwest-no-provider")))]
fn default_transport(_: &Hosts, _: &ClientBuilder) -> Result<Arc<dyn Transport>> {
    Err(Error::Settings(
        "no transport; set one, or turn on the feature `hyper`".to_owned(),
    ))
}
