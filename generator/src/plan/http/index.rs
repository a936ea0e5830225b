//! Where things of a service in the terms of HTTP stand in its plan: ids of the graph go in, methods come out.

use crate::api::{EdgeId, NodeId, Verb};
use crate::plan::placed::Placed;
use crate::plan::{
    CallMethodPlan, HttpOperationPlan, HttpPlan, HttpSetterPlan, Part, PathMethodBody,
    PathMethodPlan, SentPlan,
};

/// A method that goes a step, with what it takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HttpStep<'p> {
    pub(crate) method: &'p PathMethodPlan,
    pub(crate) arguments: &'p [SentPlan],
}

/// A method that sends a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HttpSending<'p> {
    pub(crate) method: &'p PathMethodPlan,
    pub(crate) call: &'p CallMethodPlan,
    pub(crate) operation: &'p HttpOperationPlan,
}

impl<'p> HttpSending<'p> {
    /// The setters of what the method gives.
    pub(crate) fn setters(&self) -> impl Iterator<Item = &'p HttpSetterPlan> + use<'p> {
        let call = self.call;
        let plans = self.operation.calls.iter();
        let own = plans.filter(|plan| Some(&plan.name) == call.call.as_ref());
        own.flat_map(|plan| &plan.setters)
    }
}

/// A plan with its methods by ids, as [`Index`](crate::plan::Index) for OData.
#[derive(Debug)]
pub(crate) struct HttpIndex<'p> {
    methods: Placed<HttpStep<'p>, HttpSending<'p>>,
}

impl<'p> HttpIndex<'p> {
    /// Finds every method of a plan.
    pub(crate) fn new(http: &'p HttpPlan) -> Self {
        let mut methods = Placed::default();
        add(&mut methods, &http.client.methods, &http.client.operations);
        for file in &http.files {
            add(&mut methods, &file.builder.methods, &file.operations);
        }
        Self { methods }
    }

    /// The method that goes a step.
    pub(crate) fn step(&self, edge: EdgeId) -> Option<HttpStep<'p>> {
        self.methods.step(edge)
    }

    /// The methods that send a request to a place: there is more than one where it takes or gives several media types.
    pub(crate) fn request(&self, node: NodeId, verb: Verb) -> &[HttpSending<'p>] {
        self.methods.request(node, verb)
    }
}

fn add<'p>(
    index: &mut Placed<HttpStep<'p>, HttpSending<'p>>,
    methods: &'p [PathMethodPlan],
    operations: &'p [HttpOperationPlan],
) {
    for method in methods {
        match (method.part, &method.body) {
            (Part::Step(edge), PathMethodBody::Step { arguments, .. }) => {
                index.add_step(edge, HttpStep { method, arguments });
            }
            (Part::Request(node, verb), PathMethodBody::Call(call)) => {
                if let Some(operation) = operations.iter().find(|it| it.constant == call.table) {
                    let sending = HttpSending {
                        method,
                        call,
                        operation,
                    };
                    index.add_request(node, verb, sending);
                }
            }
            // A step sends nothing, and a call goes no step.
            (Part::Step(_), PathMethodBody::Call(_))
            | (Part::Request(..), PathMethodBody::Step { .. }) => {}
        }
    }
}
