//! Tables: what the runtime is told of operations, forms, unions, schemes and servers, as static data.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::plan::names::owned::CLIENT_MODULE;
use crate::plan::{
    FormField, FormTable, HttpOperationPlan, OperationTable, Paging, PagingKind, ParameterRow,
    Place, ReplyKind, ReplyRow, Server, Status, Style, Written,
};

use crate::emit::types::RT;

use super::said;

/// The table of an operation.
pub(super) fn operation(plan: &HttpOperationPlan) -> TokenStream {
    let HttpOperationPlan {
        constant, table, ..
    } = plan;
    let fields = fields(table);
    let (verb, template) = (table.verb.name(), &table.template);
    let docs = said(&format!("Operation `{}`.", plan.id.replace('`', "'")));
    quote! {
        #docs
        static #constant: #RT::codegen::Operation = #RT::codegen::Operation {
            method: #verb,
            path: #template,
            #fields
            ..#RT::codegen::Operation::NEW
        };
    }
}

/// The fields of a table that are not the usual.
fn fields(table: &OperationTable) -> TokenStream {
    let mut fields = TokenStream::new();
    if !table.parameters.is_empty() {
        let rows = table.parameters.iter().map(parameter);
        fields.extend(quote!(parameters: &[#(#rows),*],));
    }
    let usual = ReplyRow {
        status: Status::Exact(200),
        media_type: "application/json".to_owned(),
        kind: ReplyKind::Json,
    };
    if table.replies.as_slice() != std::slice::from_ref(&usual) {
        let rows = table.replies.iter().map(reply);
        fields.extend(quote!(replies: &[#(#rows),*],));
    }
    if table.errors != ["application/json"] {
        let errors = &table.errors;
        fields.extend(quote!(errors: &[#(#errors),*],));
    }
    if let Some(paging) = &table.paging {
        let paging = self::paging(paging);
        fields.extend(quote!(paging: Some(#paging),));
    }
    if let Some(alternatives) = &table.security {
        let client = format_ident!("{CLIENT_MODULE}");
        let alternatives = alternatives.iter();
        let alternatives = alternatives.map(|all| quote!(&[#(&crate::#client::#all),*]));
        fields.extend(quote!(security: Some(&[#(#alternatives),*]),));
    }
    if !table.servers.is_empty() {
        let servers = table.servers.iter().map(server);
        fields.extend(quote!(servers: &[#(#servers),*],));
    }
    if let Some(end) = &table.end {
        fields.extend(quote!(end: Some(#end),));
    }
    fields
}

fn parameter(row: &ParameterRow) -> TokenStream {
    let name = &row.name;
    let place = match row.place {
        Place::Path => "path",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::QueryString => "query_string",
        Place::Query | Place::Body => "query",
    };
    let place = format_ident!("{place}");
    let mut tokens = quote!(#RT::codegen::Parameter::#place(#name));
    match &row.written {
        Written::Styled {
            style,
            explode,
            allow_reserved,
        } => {
            let usual = match row.place {
                Place::Query | Place::Cookie => (Style::Form, true),
                _ => (Style::Simple, false),
            };
            if *style != usual.0 {
                let style = self::style(*style);
                tokens.extend(quote!(.style(#style)));
            }
            // It says nothing of an object in brackets.
            if *explode != usual.1 && *style != Style::DeepObject {
                tokens.extend(quote!(.exploded(#explode)));
            }
            if *allow_reserved {
                tokens.extend(quote!(.reserved()));
            }
        }
        Written::Content(_) => tokens.extend(quote!(.json())),
    }
    if row.required_list {
        tokens.extend(quote!(.required()));
    }
    tokens
}

fn style(style: Style) -> TokenStream {
    let name = format_ident!("{}", style.name());
    quote!(#RT::codegen::Style::#name)
}

fn reply(row: &ReplyRow) -> TokenStream {
    let media = &row.media_type;
    let number = Literal::u16_unsuffixed;
    match (row.status, row.kind) {
        (Status::Exact(code), ReplyKind::None) => {
            let code = number(code);
            quote!(#RT::codegen::Reply::none(#code))
        }
        (Status::Exact(code), ReplyKind::Json) if media == "application/json" => {
            let code = number(code);
            quote!(#RT::codegen::Reply::json(#code))
        }
        (status, kind) => {
            let status = match status {
                Status::Exact(code) => {
                    let code = number(code);
                    quote!(Code(#code))
                }
                Status::Range(first) => {
                    let first = number(first.into());
                    quote!(Range(#first))
                }
                Status::Default => quote!(Default),
            };
            let kind = format_ident!("{kind:?}");
            quote!(#RT::codegen::Reply::new(
                #RT::codegen::Status::#status,
                #media,
                #RT::codegen::Kind::#kind
            ))
        }
    }
}

fn paging(paging: &Paging) -> TokenStream {
    let items = &paging.items;
    let optional = |text: &Option<String>| {
        if let Some(text) = text {
            quote!(Some(#text))
        } else {
            quote!(None)
        }
    };
    let kind = match &paging.kind {
        PagingKind::LinkHeader => quote!(Link { items: #items }),
        PagingKind::NextLink { pointer } => quote!(Next { items: #items, link: #pointer }),
        PagingKind::Token { pointer, parameter } => {
            quote!(Token { items: #items, token: #pointer, parameter: #parameter })
        }
        PagingKind::LastId {
            id,
            parameter,
            more,
        } => {
            let more = optional(more);
            quote!(LastId { items: #items, id: #id, parameter: #parameter, more: #more })
        }
        PagingKind::Offset { parameter, limit } => {
            let limit = optional(limit);
            quote!(Offset { items: #items, parameter: #parameter, limit: #limit })
        }
        PagingKind::Page {
            parameter,
            first,
            limit,
        } => {
            let limit = optional(limit);
            let first = Literal::u32_unsuffixed(*first);
            quote!(Number { items: #items, parameter: #parameter, first: #first, limit: #limit })
        }
    };
    quote!(&#RT::codegen::Paging::#kind)
}

/// A server with its variables.
pub(super) fn server(server: &Server) -> TokenStream {
    let url = &server.url;
    let variables = server.variables.iter().map(|it| {
        let (name, default, allowed) = (&it.name, &it.default, &it.allowed);
        quote!(#RT::codegen::Variable { name: #name, default: #default, allowed: &[#(#allowed),*] })
    });
    quote!(#RT::codegen::Server { url: #url, variables: &[#(#variables),*] })
}

/// The table of a form.
pub(super) fn form(plan: &FormTable) -> TokenStream {
    let constant = &plan.constant;
    let fields = plan.fields.iter().map(form_field);
    let media = plan
        .media_type
        .iter()
        .map(|media| quote!(media_type: #media,));
    quote! {
        static #constant: #RT::codegen::Form = #RT::codegen::Form {
            #(#media)*
            fields: &[#(#fields),*],
            ..#RT::codegen::Form::NEW
        };
    }
}

fn form_field(field: &FormField) -> TokenStream {
    let name = &field.name;
    let mut tokens = quote!(#RT::codegen::FormField::new(#name));
    if let Some(style) = field.style.filter(|style| *style != Style::Form) {
        let style = self::style(style);
        tokens.extend(quote!(.style(#style)));
    }
    if let Some(explode) = field.explode.filter(|explode| !explode) {
        tokens.extend(quote!(.exploded(#explode)));
    }
    if field.allow_reserved {
        tokens.extend(quote!(.reserved()));
    }
    if field
        .content
        .as_deref()
        .is_some_and(|it| it.contains("json"))
    {
        tokens.extend(quote!(.json()));
    }
    tokens
}
