//! Changing an entity. In: a model whose set properties are changed, the model as it was before, and the names
//! of properties to be cleared. Out: a `PATCH` or `PUT` request.

use std::marker::PhantomData;

use super::written::{Written, decode_written};
use super::{polling, shape_options};
use crate::error::{InvalidRequest, Result};
use crate::odata::literal::Forms;
use crate::odata::query::{QueryItems, Select};
use crate::request::{RawResponse, Request, ResponseFuture, common};
use crate::value::{Declaration, Field, Model, Named, Outgoing, Sent};

/// `PATCH` of an entity (OData Protocol 4.01, section 11.4.3), or `PUT`: a property that is not sent stays as
/// it is, with `PUT` it is set to its default. Answers a [`Written`]: the entity afterwards, if the service
/// gives it.
///
/// Sent are the properties that are set. What navigation properties hold is not, since a service takes it for
/// all there is and deletes the others; nor is control information of replies, such as `@odata.context` and
/// `@odata.etag`. `@odata.type` and `@odata.bind` are.
///
/// To read an entity, change it and send it back, use [`changed_from`](Self::changed_from).
#[must_use = "a request does nothing until it is sent or awaited"]
pub struct Update<T> {
    request: Request,
    changes: Outgoing,
    sent: Sent,
    reply: PhantomData<fn() -> T>,
}

impl<T: Model + Field + Named> Update<T> {
    pub(crate) fn new(request: Request, changes: &T) -> Self {
        let (request, changes) = request.taking(changes, const { Declaration::by::<T>() });
        Self {
            request,
            changes,
            sent: Sent {
                navigation: false,
                annotations: false,
            },
            reply: PhantomData,
        }
    }

    /// Sends only what is not as in `before`, the entity as it was read: changed properties, of complex values
    /// their changed properties, lists as a whole, and `null` for what was set and no longer is (an empty list
    /// for a list). Keys and properties that the service computes or does not let change (`Core.Computed`,
    /// `Core.Immutable`) are left out.
    ///
    /// ```
    /// # use odata_client::{*, codegen::{Place, Visit}};
    /// # #[derive(Clone, Default)]
    /// # pub struct Person { pub id: Option<String>, pub name: Option<String>, pub extra: Extra }
    /// # impl Model for Person {
    /// #     fn slot(&mut self, name: &str) -> Place<'_> {
    /// #         Place::Declared(match name {
    /// #             "id" => &mut self.id,
    /// #             "name" => &mut self.name,
    /// #             _ => return Place::Extra(&mut self.extra),
    /// #         })
    /// #     }
    /// #     fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
    /// #         visit.read_only("id", self.id.view());
    /// #         visit.property("name", self.name.view());
    /// #     }
    /// #     fn extra(&self) -> &Extra { &self.extra }
    /// # }
    /// # odata_client::codegen::model!(Person, "sample.person");
    /// # async fn run(ann: Resource) -> Result<()> {
    /// let before: Person = ann.get().await?;
    /// let mut after = before.clone();
    /// after.name = Some("Ann".to_owned());
    /// ann.update(&after).changed_from(&before).await?; // {"name":"Ann"}
    /// # Ok(()) }
    /// ```
    pub fn changed_from<B: Model>(mut self, before: &B) -> Self
    where
        T: From<B>,
    {
        let before = Outgoing::new(before, self.request.numbers());
        self.changes = self.changes.changed_from(&before);
        self
    }

    /// Sends what navigation properties hold too: a deep update (OData Protocol 4.01, section 11.4.3.1). The
    /// service takes a list for all that there is: entities that are not in it are removed from the
    /// collection, and deleted where it contains them.
    pub fn with_navigation(mut self) -> Self {
        self.sent.navigation = true;
        self
    }

    /// Sends all annotations that the model has, also those that only replies have, such as `@odata.etag` and
    /// `@odata.id`.
    pub fn with_annotations(mut self) -> Self {
        self.sent.annotations = true;
        self
    }

    /// Clears properties, given by their constants or their names on the wire: they are sent as `null`, in
    /// place of values that the model has for them. A path clears a property of a complex value:
    /// `clear("address/city")` sends `"address":{"city":null}`. A property that is only unset in the model
    /// keeps its value at the service.
    ///
    /// What `T` does not declare is an error when sent: see [`clear_undeclared`](Self::clear_undeclared).
    pub fn clear(mut self, properties: impl QueryItems<Select, T>) -> Self {
        match properties.text().render(Forms::default()) {
            Ok(paths) => {
                for path in paths.split(',') {
                    self.request
                        .check_declared(path, const { Declaration::by::<T>() });
                    self.changes.clear(path);
                }
            }
            Err(problem) => {
                self.request.problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Clears a property that `T` does not declare, such as one of an open type. The name or path is not
    /// checked.
    pub fn clear_undeclared(mut self, path: impl AsRef<str>) -> Self {
        self.changes.clear(path.as_ref());
        self
    }
}

impl<T> Update<T> {
    /// Whether nothing would be sent, so that the request can be spared: so after
    /// [`changed_from`](Self::changed_from), if nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.sends_nothing(self.sent)
    }

    fn into_request(self) -> Request {
        let mut body = Vec::with_capacity(256);
        self.changes.write(self.sent, &mut body);
        self.request.json(body)
    }
}

impl Request {
    /// Remembers as a problem that a type does not declare a path.
    fn check_declared(&mut self, path: &str, declared: Declaration) {
        if !(declared.has)(path) {
            self.problem.get_or_insert(InvalidRequest::Undeclared {
                path: path.to_owned(),
                type_name: declared.type_name,
            });
        }
    }

    /// This request and the body that it is to have of a model. That its type does not declare what its extra part
    /// clears is remembered as a problem.
    pub(super) fn taking(mut self, model: &dyn Model, declared: Declaration) -> (Self, Outgoing) {
        for path in Outgoing::cleared_paths(model) {
            self.check_declared(&path, declared);
        }
        let body = Outgoing::new(model, self.numbers());
        (self, body)
    }
}

impl<T> Clone for Update<T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            changes: self.changes.clone(),
            sent: self.sent,
            reply: PhantomData,
        }
    }
}

common!(impl[T: Field] Update<T>, Written<T>, decode_written::<T>);
shape_options!(impl[T] Update<T>, T);
polling!(impl[T] Update<T>);
