//! Services that requests are made for.

/// Orders and parties, with actions, functions, streams and derived types.
pub(super) const SERVICE: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="state"><Member Name="open" Value="0"/></EnumType>
  <ComplexType Name="address"><Property Name="city" Type="Edm.String"/></ComplexType>
  <EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/><Property Name="state" Type="shop.state"/>
    <Property Name="total" Type="Edm.Double"/><Property Name="count" Type="Edm.Int32"/>
    <Property Name="placed" Type="Edm.DateTimeOffset"/><Property Name="to" Type="shop.address"/>
    <Property Name="tags" Type="Collection(Edm.String)"/><Property Name="photo" Type="Edm.Stream"/>
    <NavigationProperty Name="parts" Type="Collection(shop.order)"/></EntityType>
  <Action Name="ship" IsBound="true"><Parameter Name="it" Type="shop.order"/>
    <Parameter Name="state" Type="shop.state" Nullable="false"/><Parameter Name="note" Type="Edm.String"/></Action>
  <Function Name="find" IsBound="true"><Parameter Name="it" Type="Collection(shop.order)"/>
    <Parameter Name="after" Type="Edm.Date" Nullable="false"/><ReturnType Type="Collection(shop.order)"/></Function>
  <ComplexType Name="gift" Abstract="true"><Property Name="note" Type="Edm.String"/></ComplexType>
  <ComplexType Name="flowers" BaseType="shop.gift"><Property Name="count" Type="Edm.Int32"/></ComplexType>
  <EntityType Name="party"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="gift" Type="shop.gift"/><Property Name="gaps" Type="Collection(Edm.Int32)" Nullable="true"/></EntityType>
  <EntityType Name="club" BaseType="shop.party"><Property Name="size" Type="Edm.Int32"/>
    <NavigationProperty Name="orders" Type="Collection(shop.order)"/></EntityType>
  <Action Name="give" IsBound="true"><Parameter Name="it" Type="shop.party"/><Parameter Name="gifts" Type="Collection(shop.gift)" Nullable="false"/>
    <Parameter Name="best" Type="shop.gift"/></Action>
  <EntityType Name="picture" HasStream="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
  <EntityContainer Name="Shop"><EntitySet Name="pictures" EntityType="shop.picture"/><EntitySet Name="orders" EntityType="shop.order"/><EntitySet Name="parties" EntityType="shop.party"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// A service with keys of other types than text, and with functions.
pub(super) const CARDS: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="demo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="Zone"><Member Name="Iana" Value="0"/><Member Name="Windows" Value="1"/></EnumType>
  <EntityType Name="Card"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Int32" Nullable="false"/>
    <Property Name="Opens" Type="Edm.TimeOfDay"/><Property Name="Every" Type="Edm.Duration"/>
    <Property Name="Data" Type="Edm.Binary"/><Property Name="Size" Type="Edm.Single"/></EntityType>
  <EntityType Name="Tag"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Guid" Nullable="false"/></EntityType>
  <EntityType Name="Clock"><Key><PropertyRef Name="Zone"/></Key><Property Name="Zone" Type="demo.Zone" Nullable="false"/></EntityType>
  <Function Name="Zones" IsBound="true"><Parameter Name="it" Type="demo.Card"/>
    <Parameter Name="Kind" Type="demo.Zone" Nullable="false"/><ReturnType Type="Collection(Edm.String)"/></Function>
  <Function Name="Changes" IsBound="true"><Parameter Name="it" Type="Collection(demo.Card)"/><ReturnType Type="Collection(demo.Card)"/></Function>
  <EntityContainer Name="C"><EntitySet Name="Cards" EntityType="demo.Card"/><EntitySet Name="Tags" EntityType="demo.Tag"/>
    <EntitySet Name="Clocks" EntityType="demo.Clock"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// Keys of two parts, and keys that have names.
pub(super) const ZOO: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="zoo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="Keeper"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="nick" Type="Edm.String"/><Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection><Record>
      <PropertyValue Property="Key"><Collection><Record><PropertyValue Property="Name" PropertyPath="nick"/>
        <PropertyValue Property="Alias" String="nick"/></Record></Collection></PropertyValue></Record></Collection></Annotation></EntityType>
  <EntityType Name="Jar"><Key><PropertyRef Name="ID"/></Key><Property Name="ID" Type="Edm.Int32" Nullable="false"/></EntityType>
  <EntityType Name="Ticket"><Key><PropertyRef Name="day"/><PropertyRef Name="number"/></Key>
    <Property Name="day" Type="Edm.String" Nullable="false"/><Property Name="number" Type="Edm.Int32" Nullable="false"/>
    <NavigationProperty Name="seats" Type="Collection(zoo.Jar)"/></EntityType>
  <EntityContainer Name="Zoo"><EntitySet Name="Keepers" EntityType="zoo.Keeper"/><EntitySet Name="Jars" EntityType="zoo.Jar"/>
    <EntitySet Name="Tickets" EntityType="zoo.Ticket"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;
