#!/usr/bin/env bash
# Asked:    is 1.5 a value for a function's parameter of the type Edm.Decimal with Scale="4"?
# Guess:    yes.
# Happens:  400, "not a valid Edm.Decimal literal": in paths the declared scale is not looked at, and without one no digits
#           may follow the point. In bodies and filters 1.5 is taken; as a parameter, it is of a type definition over the
#           same type.
# Bitten:   clients that call functions of amounts: whole numbers work, so tests may pass.
. "$(dirname "$0")/kit.bash"
serve_odatapy <<'CSDL'
<TypeDefinition Name="Amount" UnderlyingType="Edm.Decimal" Precision="9" Scale="4"/>
<EntityType Name="Thing">
  <Key><PropertyRef Name="ID"/></Key>
  <Property Name="ID" Type="Edm.Int32" Nullable="false"/>
  <Property Name="Weight" Type="Edm.Decimal" Precision="9" Scale="4"/>
</EntityType>
<Function Name="Echo">
  <Parameter Name="It" Type="Edm.Decimal" Precision="9" Scale="4"/><ReturnType Type="Edm.String"/>
</Function>
<Function Name="EchoAmount"><Parameter Name="It" Type="s.Amount"/><ReturnType Type="Edm.String"/></Function>
<EntityContainer Name="C">
  <EntitySet Name="Things" EntityType="s.Thing"/>
  <FunctionImport Name="Echo" Function="s.Echo"/><FunctionImport Name="EchoAmount" Function="s.EchoAmount"/>
</EntityContainer>
CSDL
seen "POST of a Thing that weighs 1.5:" "$(status "$url/Things" -H "$json" -d '{"ID": 1, "Weight": 1.5}')" 201
seen "how many do:" "$(body "$url/Things/\$count?\$filter=Weight%20eq%201.5")" 1
seen "GET /Echo(It=1.5):" "$(body "$url/Echo(It=1.5)" | grep -o '"message":.*')" \
    "\"message\":\"The value '1.5' for parameter 'It' is not a valid Edm.Decimal literal.\"}}"
seen "GET /Echo(It=1):" "$(body "$url/Echo(It=1)" | grep -o '"value":.*')" '"value":"1"}'
seen "GET /EchoAmount(It=1.5), of a type definition:" "$(body "$url/EchoAmount(It=1.5)" | grep -o '"value":.*')" '"value":"1.5"}'
