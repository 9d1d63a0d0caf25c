namespace AccountingSync.Sandbox.Odoo;

/// <summary>An exception of Odoo's: it ends the call, and nothing of it is done.</summary>
/// <param name="name">With its module, as both interfaces tell it.</param>
/// <param name="status">Of the answer by JSON-2.</param>
internal sealed class OdooError(string name, string message, int status) : Exception(message)
{
    public string Name => name;

    public int Status => status;

    /// <summary>The user can do something about it.</summary>
    public static OdooError User(string message) => new("odoo.exceptions.UserError", message, StatusCodes.Status422UnprocessableEntity);

    /// <summary>The values break a constraint.</summary>
    public static OdooError Validation(string message) => new("odoo.exceptions.ValidationError", message, StatusCodes.Status422UnprocessableEntity);

    public static OdooError Missing(string model, int id) =>
        new("odoo.exceptions.MissingError", $"Record does not exist or has been deleted. (Record: {model}({id},))", StatusCodes.Status404NotFound);

    public static OdooError NoAccess(string message) => new("odoo.exceptions.AccessError", message, StatusCodes.Status403Forbidden);

    public static OdooError NotFound(string message) => new("werkzeug.exceptions.NotFound", message, StatusCodes.Status404NotFound);

    public static OdooError Arguments(string message) =>
        new("werkzeug.exceptions.UnprocessableEntity", message, StatusCodes.Status422UnprocessableEntity);

    /// <summary>A mistake of the program that calls.</summary>
    public static OdooError Value(string message) => new("builtins.ValueError", message, StatusCodes.Status500InternalServerError);
}
