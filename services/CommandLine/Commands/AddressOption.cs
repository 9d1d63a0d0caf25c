using System.CommandLine;
using System.CommandLine.Parsing;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Options that hold an address, which the library does not read by itself.</summary>
static class AddressOption
{
    /// <param name="standard">Null when the option has none.</param>
    public static Option<Uri?> Of(string name, string description, string? standard = null, bool recursive = false) =>
        new(name)
        {
            Description = description,
            Recursive = recursive,
            CustomParser = Parse,
            DefaultValueFactory = _ => standard is null ? null : new Uri(standard),
        };

    static Uri? Parse(ArgumentResult given)
    {
        var text = given.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
            return address;
        given.AddError($"'{text}' is no address; it must begin with http:// or https://.");
        return null;
    }
}
