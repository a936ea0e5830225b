//! Types as they are written in fields, arguments and results.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, format_ident, quote};

use std::cell::Cell;

use crate::plan::names::owned::{INVOCATION, RUNTIME};
use crate::plan::{Argument, ArgumentType, ItemType, ReturnPlan, Shape, TypePath, ValueType};

/// The crate of the runtime.
pub(super) const RT: Runtime = Runtime;

/// See [`RT`].
pub(super) struct Runtime;

thread_local! {
    /// What the file that is printed on this thread calls the runtime: `ToTokens` takes no arguments.
    static CRATE: Cell<&'static str> = const { Cell::new(RUNTIME) };
}

impl Runtime {
    /// Prints with the runtime of a crate.
    pub(super) fn within<T>(runtime: &'static str, print: impl FnOnce() -> T) -> T {
        let before = CRATE.replace(runtime);
        let printed = print();
        CRATE.set(before);
        printed
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(Ident::new(CRATE.get(), Span::call_site()));
    }
}

impl ToTokens for TypePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { modules, name, .. } = self;
        tokens.append_all(if modules.is_empty() {
            quote!(#name)
        } else {
            quote!(crate::#(#modules::)*#name)
        });
    }
}

impl ToTokens for ItemType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(match self {
            Self::Prelude(name) => written(name),
            Self::Runtime(name) => {
                let name = written(name);
                quote!(#RT::#name)
            }
            Self::Generated(path) => path.into_token_stream(),
            Self::Flags(path) => quote!(#RT::Flags<#path>),
            Self::List(item) => quote!(Vec<#item>),
            Self::Map(item) => quote!(#RT::Map<#item>),
            Self::Nullable(item) => quote!(Option<#item>),
            Self::Boxed(item) => quote!(Box<#item>),
            Self::Either(first, second) => quote!(#RT::Either<#first, #second>),
        });
    }
}

/// A type that the plan gives as text. What is not Rust becomes a semicolon, which no type can hold,
/// so that the file is refused.
fn written(name: &str) -> TokenStream {
    name.parse().unwrap_or_else(|_| quote!(;))
}

impl ToTokens for ValueType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let item = &self.item;
        tokens.append_all(match self.shape {
            Shape::One => quote!(#item),
            Shape::Boxed => quote!(Box<#item>),
            Shape::Many => quote!(Vec<#item>),
            Shape::ManyNullable => quote!(Vec<Option<#item>>),
        });
    }
}

impl ToTokens for ReturnPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(match self {
            Self::Nothing => quote!(#RT::returns::Nothing),
            Self::One(model) => quote!(#RT::returns::One<#model>),
            Self::Single(item) => quote!(#RT::returns::Single<#item>),
            Self::Many(item) => quote!(#RT::returns::Many<#item>),
            Self::Media => quote!(#RT::returns::Media),
        });
    }
}

/// A call of an operation: the crate's `Invocation` with what comes back and the type of its optional parameters.
pub(super) fn invocation(returns: &ReturnPlan, parameters: Option<&impl ToTokens>) -> TokenStream {
    let name = format_ident!("{INVOCATION}");
    let parameters = parameters.map(|path| quote!(, #path));
    quote!(crate::#name<#returns #parameters>)
}

/// An argument as it is declared: `id: impl Into<String>`.
pub(super) fn declaration(argument: &Argument) -> TokenStream {
    let name = &argument.name;
    match &argument.ty {
        ArgumentType::IntoString => quote!(#name: impl Into<String>),
        ArgumentType::IntoVec(item) => quote!(#name: impl Into<Vec<#item>>),
        ArgumentType::Value(item) => quote!(#name: #item),
        ArgumentType::IntoAny(item) => quote!(#name: impl Into<#item>),
        ArgumentType::IntoManyOfAny(item) => {
            quote!(#name: impl IntoIterator<Item: Into<#item>>)
        }
    }
}

/// The statement that makes a parameter the value to be sent; nothing where [`parameter`] or nobody has to.
pub(super) fn parameter_conversion(argument: &Argument) -> TokenStream {
    match &argument.ty {
        ArgumentType::IntoString | ArgumentType::IntoVec(_) => TokenStream::new(),
        _ => conversion(argument),
    }
}

/// The statement that makes an argument the value to be sent; nothing where it is that already.
pub(super) fn conversion(argument: &Argument) -> TokenStream {
    let name = &argument.name;
    match &argument.ty {
        ArgumentType::IntoString => quote!(let #name: String = #name.into();),
        ArgumentType::IntoVec(item) => quote!(let #name: Vec<#item> = #name.into();),
        ArgumentType::IntoAny(item) => quote!(let #name: #item = #name.into();),
        ArgumentType::IntoManyOfAny(item) => {
            quote!(let #name: Vec<#item> = #name.into_iter().map(Into::into).collect();)
        }
        ArgumentType::Value(_) => TokenStream::new(),
    }
}

/// `.parameter("status", &status)`.
pub(super) fn parameter(argument: &Argument) -> TokenStream {
    let Argument { name, wire, .. } = argument;
    match &argument.ty {
        ArgumentType::IntoString => quote!(.parameter_text(#wire, #name)),
        ArgumentType::IntoVec(_) => quote!(.parameter_list(#wire, #name)),
        _ => quote!(.parameter(#wire, &#name)),
    }
}
