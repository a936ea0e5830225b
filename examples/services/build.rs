//! Generates clients of services of several kinds, each with the settings that its chapter of the guide names.

use csdlgen::config::BatchFormat;
use csdlgen::{BuildError, Builder};

fn main() -> Result<(), BuildError> {
    let orders = Builder::new("metadata/orders.csdl").client("OrdersClient");
    write(orders, "orders")?;
    let crm = Builder::new("metadata/crm.csdl")
        .client("CrmClient")
        .batch_format(BatchFormat::Multipart);
    write(crm, "crm")?;
    let bookshop = Builder::new("metadata/bookshop.csdl")
        .client("BookshopClient")
        .module("Bookshop.Models", "models")
        .module("Default", "operations");
    write(bookshop, "bookshop")?;
    let depot = Builder::new("../../tests/servers/cap/depot.csdl")
        .client("DepotClient")
        .ieee754_compatible(true);
    write(depot, "depot")
}

fn write(builder: Builder, name: &str) -> Result<(), BuildError> {
    builder
        .properties(true)
        .file_name(name)
        .generate()
        .map(drop)
}
