using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>What a call asks for, whichever way it came.</summary>
internal sealed record OdooRequest(string Model, string Method, IReadOnlyList<int> Ids, JsonObject Arguments, JsonObject Context)
{
    /// <summary>Whether it may change something.</summary>
    public bool Writes => Method is not ("search_read" or "fields_get");
}

/// <summary>What a call changes. All of it or nothing.</summary>
internal sealed record OdooChanges(
    JsonNode? Answer,
    IReadOnlyList<OdooEntry> Entries,
    IReadOnlyList<int> Deleted,
    IReadOnlyList<OdooAccount> Accounts
)
{
    public static OdooChanges Nothing(JsonNode? answer) => new(answer, [], [], []);
}

/// <summary>The methods that are played. They decide; they store nothing.</summary>
internal static class OdooMethods
{
    /// <exception cref="OdooError">Nothing is done, for this reason.</exception>
    public static OdooChanges Call(OdooRequest request, OdooBooks books, DateTimeOffset now)
    {
        if (request.Context["allowed_company_ids"] is JsonArray companies && companies.ToJsonString() != $"[{OdooBooks.CompanyId}]")
            throw OdooError.NoAccess("Access to unauthorized or invalid companies.");
        return (request.Model, request.Method) switch
        {
            (_, "search_read") => OdooChanges.Nothing(OdooSearching.SearchRead(request.Model, request.Arguments, request.Context, books)),
            (_, "fields_get") => OdooChanges.Nothing(OdooSearching.FieldsGet(request.Model, request.Arguments, books)),
            ("account.move", "create") => Create(request, books, now),
            ("account.account", "create") => AddAccounts(request, books),
            ("account.move", "action_post") => Each(request, books, entry => OdooPosting.Post(entry, books, now)),
            ("account.move", "button_draft") => Each(request, books, entry => OdooPosting.ToDraft(entry, books, now)),
            ("account.move", "button_cancel") => Each(request, books, entry => OdooPosting.Cancel(entry, books, now)),
            ("account.move", "unlink") => Unlink(request, books),
            ("account.move", "write") => Write(request, books, now),
            _ => throw OdooError.NotFound($"The method '{request.Model}.{request.Method}' does not exist"),
        };
    }

    static OdooChanges Create(OdooRequest request, OdooBooks books, DateTimeOffset now)
    {
        var entries = Values(request).Select(given => OdooEntryRules.Draft(given, books, now)).ToList();
        OdooEntryRules.Balanced(entries);
        return new(Ids(entries.Select(entry => entry.Id)), entries, [], []);
    }

    static OdooChanges AddAccounts(OdooRequest request, OdooBooks books)
    {
        var first = books.NextAccount();
        var accounts = Values(request)
            .Select(
                (given, i) =>
                    given.Text("code") is { Length: > 0 } code && given.Text("name") is { Length: > 0 } name && given.Text("account_type") is { } type
                        ? new OdooAccount(first + i, code, name, type, given["currency_id"]?.GetValue<int>())
                        : throw OdooError.Validation("Missing required value for the field 'Code', 'Account Name' or 'Type'.")
            )
            .ToList();
        var twice = accounts.FirstOrDefault(account =>
            books.AccountWithCode(account.Code) is not null || accounts.Count(one => one.Code == account.Code) > 1
        );
        return twice is null
            ? new(Ids(accounts.Select(account => account.Id)), [], [], accounts)
            : throw OdooError.Validation($"Account codes must be unique. You can't create accounts with these duplicate codes: {twice.Code}");
    }

    /// <summary>Numbers are given one after the other, so each must be known before the next.</summary>
    static OdooChanges Each(OdooRequest request, OdooBooks books, Func<OdooEntry, OdooEntry> change)
    {
        var before = request.Ids.Select(books.Entry).ToList();
        var after = new List<OdooEntry>();
        try
        {
            foreach (var entry in before)
            {
                after.Add(change(entry));
                books.Put(after[^1]);
            }
        }
        catch (OdooError)
        {
            before.ForEach(books.Put);
            throw;
        }
        return new(JsonValue.Create(false), after, [], []);
    }

    /// <summary>Only another reference is played.</summary>
    static OdooChanges Write(OdooRequest request, OdooBooks books, DateTimeOffset now)
    {
        if (request.Arguments["vals"] is not JsonObject { Count: 1 } values || !values.ContainsKey("ref"))
            throw OdooError.Value("Only the reference of a move is written here.");
        var changed = request.Ids.Select(id => books.Entry(id) with { Ref = values.Text("ref"), WrittenAt = now }).ToList();
        return new(JsonValue.Create(true), changed, [], []);
    }

    static OdooChanges Unlink(OdooRequest request, OdooBooks books)
    {
        OdooPosting.Deletable([.. request.Ids.Select(books.Entry)], books);
        return new(JsonValue.Create(true), [], request.Ids, []);
    }

    static IEnumerable<JsonObject> Values(OdooRequest request) =>
        request.Arguments["vals_list"] switch
        {
            JsonArray list => list.Select(item => item as JsonObject ?? throw OdooError.Value("The values must be objects.")),
            JsonObject one => [one],
            _ => throw OdooError.Arguments("missing a required argument: 'vals_list'"),
        };

    static JsonArray Ids(IEnumerable<int> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);
}
