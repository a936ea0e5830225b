// The depot of a museum: finds on shelves, notes on them, loans, and inspections that are drafted first.
using { cuid } from '@sap/cds/common';

namespace depot;

type State : String(10) enum { stored; lent; lost };

entity Shelves {
  key hall   : String(10);
  key number : Integer;
      label  : String(60);
      finds  : Association to many Finds on finds.shelf = $self;
}

entity Finds : cuid {
  title       : String(100) not null;
  state       : State default 'stored';
  found       : Date;
  opens       : Time;
  seen        : DateTime;
  scanned     : Timestamp;
  weight      : Decimal(19, 4);
  inventory   : Int64;
  grade       : Integer;
  rank        : UInt8;
  share       : Double;
  fragile     : Boolean;
  mark        : Binary(16);
  tags        : many String;
  origin      : Origin;
  picture     : LargeBinary @Core.MediaType: pictureType;
  pictureType : String(40)  @Core.IsMediaType;
  shelf       : Association to Shelves;
  notes       : Composition of many Notes on notes.find = $self;
  loan        : Composition of one Loans on loan.find = $self;
}

type Origin {
  place : String(60);
  year  : Integer;
}

entity Notes : cuid {
  text   : String(200);
  rank   : Integer;
  find   : Association to Finds;
}

entity Loans {
  key find  : Association to Finds;
      to    : String(60);
      until : Date;
}

entity Visitors {
  key ID      : Integer;
      name    : String(60);
      version : Integer default 1 @odata.etag;
}

entity Inspections : cuid {
  subject : String(60);
  score   : Integer;
  steps   : Composition of many Steps on steps.inspection = $self;
}

entity Steps : cuid {
  title      : String(60);
  inspection : Association to Inspections;
}

entity House {
  key ID     : String(1) default 'h';
      name   : String(60);
      opens  : Time;
}

@path: 'depot'
service DepotService {
  @cds.query.limit: { default: 2, max: 3 }
  entity Shelves  as projection on depot.Shelves;

  @cds.query.limit: { default: 2, max: 3 }
  entity Finds    as projection on depot.Finds actions {
    /** Moves the find to a shelf; answers the find. */
    action   move(hall : String(10), number : Integer) returns Finds;
    /** Says nothing. */
    action   forget();
    /** Its age in years at a day. */
    function age(at : Date) returns Integer;
    /** Finds of the same grade. */
    function similar() returns many Finds;
  };

  @cds.query.limit: { default: 2, max: 3 }
  entity Notes    as projection on depot.Notes;
  entity Loans    as projection on depot.Loans;
  entity Visitors as projection on depot.Visitors;

  @odata.draft.enabled
  entity Inspections as projection on depot.Inspections actions {
    action close(score : Integer) returns Inspections;
  };

  @odata.singleton
  entity House as projection on depot.House;

  type Echo {
    text    : String;
    flag    : Boolean;
    small   : UInt8;
    whole   : Integer;
    big     : Int64;
    exact   : Decimal(19, 4);
    rough   : Double;
    day     : Date;
    time    : Time;
    moment  : DateTime;
    instant : Timestamp;
    id      : UUID;
    bytes   : Binary(16);
    state   : State;
    list    : many String;
    origin  : Origin;
  };

  /** Gives back what it was given. */
  action   echo(
    text : String, flag : Boolean, small : UInt8, whole : Integer, big : Int64, exact : Decimal(19, 4), rough : Double,
    day : Date, time : Time, moment : DateTime, instant : Timestamp, id : UUID, bytes : Binary(16), state : State,
    list : many String, origin : Origin
  ) returns Echo;

  /** Gives back what it was given, in the URL. */
  function recall(
    text : String, flag : Boolean, small : UInt8, whole : Integer, big : Int64, exact : Decimal(19, 4), rough : Double,
    day : Date, time : Time, moment : DateTime, instant : Timestamp, id : UUID, bytes : Binary(16), state : State
  ) returns Echo;

  /** The sum of the numbers in a list. */
  function total(numbers : many Integer) returns Int64;
  /** Shelves without finds. */
  function emptyShelves() returns many Shelves;
  /** Counts how often it was called. */
  action   ring() returns Integer;
  /** Fails with a code, a message and details. */
  action   fail(code : Integer);
}
