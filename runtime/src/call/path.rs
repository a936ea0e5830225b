//! Places of a service. In: a client, and values of a path's parameters. Out: calls of operations.

use std::fmt;

use super::Call;
use super::encode::PathValue;
use super::operation::Operation;
use super::reply::Replies;
use crate::Client;
use crate::value::Field;

/// Where requests go: a client, and the values of the parameters of a path, in their order. Builders of generated code stand
/// around it.
#[derive(Clone)]
pub struct Path {
    client: Client,
    values: Vec<PathValue>,
}

impl Path {
    /// Without values.
    pub fn new(client: &Client) -> Self {
        Self {
            client: client.clone(),
            values: Vec::new(),
        }
    }

    /// With the value of one more parameter.
    #[must_use]
    pub fn with(&self, value: &dyn Field) -> Self {
        let mut path = self.clone();
        path.values.push(PathValue::new(value));
        path
    }

    /// The same with a text.
    #[must_use]
    pub fn with_text(&self, value: impl Into<String>) -> Self {
        self.with(&value.into())
    }

    /// A call of an operation, whose path is filled with the values.
    pub fn call<R: Replies>(&self, operation: &'static Operation) -> Call<R> {
        Call::new(&self.client, &self.values, operation)
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Shows the client only: values may be personal data.
impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({:?})", self.client)
    }
}
