namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>One refusal in QuickBooks' words. A null element is left out, an empty one is sent, as the service itself does.</summary>
internal sealed record QuickBooksFault(string Code, string Message, string Detail, string? Element = "")
{
    public static QuickBooksFault UnknownProperty(string property, string type, int known) =>
        new(
            "2010",
            "Request has invalid or unsupported property",
            $"Property Name:Unrecognized field \"{property}\" (class com.intuit.schema.finance.v3.{type}), not marked as ignorable "
                + $"({known} known properties) specified is unsupported or invalid",
            Element: null
        );

    public static QuickBooksFault Unreadable(string detail) =>
        new("2010", "Request has invalid or unsupported property", $"Property Name:{detail} specified is unsupported or invalid", Element: null);

    public static QuickBooksFault Missing(string element) =>
        new(
            "2020",
            "Required param missing, need to supply the required value for the API",
            $"Required parameter {element} is missing in the request",
            element
        );

    public static QuickBooksFault TooLong(string element, int limit, int length) =>
        new(
            "2050",
            "String length is either shorter or longer than supported by specification",
            $"String length specified does not match the supported length. Min:0 Max:{limit} supported. Supplied length:{length}",
            element
        );

    public static QuickBooksFault InvalidEnumeration(string element, string value) =>
        new("2170", "Invalid Enumeration", $"Invalid Enumeration : {value}", element);

    public static QuickBooksFault InvalidReference(string element, string id) =>
        new("2500", "Invalid Reference Id", $"Invalid Reference Id : {element} element id {id} not found", element);

    public static QuickBooksFault Unsupported(string operation) => new("500", "Unsupported Operation", $"Operation {operation} is not supported.");

    public static QuickBooksFault NotFound { get; } =
        new("610", "Object Not Found", "Object Not Found : Another user has deleted this transaction, or it was never there.");

    public static QuickBooksFault Inactive { get; } =
        new("610", "Object Not Found", "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts.");

    public static QuickBooksFault Stale(string held, string given) =>
        new(
            "5010",
            "Stale Object Error",
            $"Stale Object Error : Another user changed this object since you read it (it is at {held}, the request says {given}). Read it again."
        );

    public static QuickBooksFault Business(string detail) =>
        new("6000", "A business validation error has occurred while processing your request", $"Business Validation Error: {detail}");

    public static QuickBooksFault DuplicateDocNumber(string number, string holder) =>
        new(
            "6140",
            "Duplicate Document Number Error",
            $"Duplicate Document Number Error : You must specify a different number. {number} is used by TxnId={holder}"
        );

    public static QuickBooksFault DuplicateName(string name, string holder) =>
        new("6240", "Duplicate Name Exists Error", $"The name supplied already exists. : {name}, Id={holder}");

    public static QuickBooksFault ClosedPeriod(DateOnly until) =>
        new(
            "6210",
            "Account Period Closed, Cannot Update Through Services API",
            $"The account period has closed and the account books cannot be updated through the QBO Services API (closed until {until:yyyy-MM-dd})."
        );

    public static QuickBooksFault InvalidQuery(string detail) => new("4001", "Invalid query", $"QueryValidationError: {detail}", Element: null);

    public static QuickBooksFault UnreadableQuery(string detail) => new("4000", "Error parsing query", $"QueryParserError: {detail}", Element: null);

    public static QuickBooksFault BatchTooLarge(int limit, int size) =>
        new("1040", "Batch size exceeds allowed limit", $"A batch may hold {limit} items, this one has {size}");
}
