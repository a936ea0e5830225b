//! Forms. In: an object, and how its members are written. Out: `application/x-www-form-urlencoded` text.

use crate::call::encode::{CallSettings, Written, query_pairs};
use crate::call::operation::{Form, FormField, Parameter, Style};
use crate::error::InvalidRequest;
use crate::value::{Field, PropertyRole, View, present};

/// The text of a form. Members of other styles than the usual one are those that the form lists.
pub(in crate::call) fn form_text(
    form: &Form,
    body: &dyn Field,
    settings: CallSettings,
) -> Result<String, InvalidRequest> {
    let mut text = String::new();
    let mut problem = None;
    let View::Model(model) = body.view() else {
        return match body.view() {
            View::Null => Ok(text),
            _ => Err(InvalidRequest::Url("a form must be an object".to_owned())),
        };
    };
    present(model, |name, view, role| {
        if role == Some(PropertyRole::ReadOnly) || problem.is_some() {
            return;
        }
        match member_pairs(form, name, &view, settings) {
            Ok(pairs) => {
                for (name, value) in pairs {
                    if !text.is_empty() {
                        text.push('&');
                    }
                    text.push_str(&name);
                    text.push('=');
                    text.push_str(&value);
                }
            }
            Err(error) => problem = Some(error),
        }
    });
    problem.map_or(Ok(text), Err)
}

fn member_pairs(
    form: &Form,
    name: &str,
    view: &View<'_>,
    settings: CallSettings,
) -> Result<Vec<(String, String)>, InvalidRequest> {
    let mut fields = form.fields.iter();
    match fields.find(|field| field.0.name == name) {
        Some(FormField(parameter)) => query_pairs(parameter, name, view, settings),
        None if Written::of_view(view).is_flat() => {
            query_pairs(&Parameter::query(""), name, view, settings)
        }
        // Without `encoding`, what nests is JSON by the standard (OpenAPI 3.1.1, section 4.8.15), which servers do not read;
        // those that read it at all read brackets.
        None => {
            let parameter = Parameter::query("").style(Style::DeepObject);
            query_pairs(&parameter, name, view, settings)
        }
    }
}
