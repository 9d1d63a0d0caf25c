using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace AccountingSync.Integration.Tests.Tryton;

/// <summary>A company in the tests' Tryton: US dollars, the year 2026 in months, a journal of ours, a party, and the accounts that a test asks
/// for. What a bookkeeper does there, and what stands in Tryton's own tables.</summary>
public sealed class TrytonCompany : IDisposable
{
    public const string Journal = "ASYNC";
    public const string Party = "WALK-IN";
    static readonly SemaphoreSlim MakingOne = new(1);

    readonly TrytonServer server;
    readonly TrytonUser user;
    readonly NpgsqlDataSource tables;
    readonly JsonObject types = [];

    TrytonCompany(TrytonServer server, TrytonUser user)
    {
        (this.server, this.user) = (server, user);
        tables = NpgsqlDataSource.Create(server.Database.AdminConnectionString);
    }

    public TrytonServer Server => server;
    public TrytonUser User => user;
    public string Name { get; private set; } = "";
    public int Id { get; private set; }
    public int FiscalYear { get; private set; }

    /// <summary>A new one beside those of other tests.</summary>
    public static async Task<TrytonCompany> Open(params string[] accounts)
    {
        var server = await TestServers.Tryton;
        var company = new TrytonCompany(server, await TrytonUser.SignIn(server));
        await MakingOne.WaitAsync();
        try
        {
            await company.Make();
        }
        finally
        {
            MakingOne.Release();
        }
        foreach (var account in accounts)
            await company.AddAccount(account);
        return company;
    }

    async Task Make()
    {
        var currency = await Currency("USD");
        if (await Find("party.party", "code", Party) is null)
            await Create("party.party", new() { ["name"] = "Whoever walks in", ["code"] = Party });
        if (await Find("account.journal", "code", Journal) is null)
            await Create("account.journal", OwnJournal(await Find("ir.sequence", "name", "Default Account Journal")));
        Name = $"Company {Guid.CreateVersion7():N}";
        var party = await Create("party.party", new() { ["name"] = Name });
        Id = await Create("company.company", new() { ["party"] = party, ["currency"] = currency });
        var me = await Find("res.user", "login", TrytonServer.Administrator);
        JsonArray another = [new JsonArray("add", new JsonArray(Id))];
        await user.Work("model.res.user.write", new JsonArray(me), new JsonObject { ["companies"] = another, ["company_filter"] = "all" });
        user.Context = new() { ["company"] = Id };
        foreach (var (name, statement) in new[] { ("assets", "balance"), ("liabilities", "balance"), ("income", "income"), ("expenses", "income") })
            types[name] = await Create(
                "account.account.type",
                new()
                {
                    ["name"] = name,
                    ["company"] = Id,
                    ["statement"] = statement,
                }
            );
        await MakeYear();
    }

    async Task MakeYear()
    {
        var sequence = await Create(
            "ir.sequence",
            new()
            {
                ["name"] = Name,
                ["sequence_type"] = await Find("ir.sequence.type", "name", "Account Move"),
                ["company"] = Id,
            }
        );
        FiscalYear = await Create(
            "account.fiscalyear",
            new()
            {
                ["name"] = "2026",
                ["company"] = Id,
                ["start_date"] = TrytonUser.Day(2026, 1, 1),
                ["end_date"] = TrytonUser.Day(2026, 12, 31),
                ["post_move_sequence"] = sequence,
            }
        );
        await user.Work("model.account.fiscalyear.create_period", new JsonArray(FiscalYear));
    }

    /// <param name="name">Ours; the first part says of what type it is.</param>
    /// <param name="more">Further fields.</param>
    public Task<int> AddAccount(string name, string? code = null, JsonObject? more = null)
    {
        var account = new JsonObject
        {
            ["name"] = name,
            ["code"] = code,
            ["company"] = Id,
            ["type"] = types[name.Split(':')[0]]?.DeepClone() ?? types["assets"]!.DeepClone(),
        };
        foreach (var (field, value) in more ?? [])
            account[field] = value?.DeepClone();
        return Create("account.account", account);
    }

    /// <summary>Cancels a posted move as the client's wizard does.</summary>
    /// <returns>The draft that takes it back.</returns>
    public async Task<int> Cancel(int move)
    {
        const string wizard = "wizard.account.move.cancel";
        var session = (await user.Work($"{wizard}.create"))[0].GetInt32();
        var before = user.Context;
        user.Context = (JsonObject)before.DeepClone();
        (user.Context["active_id"], user.Context["active_ids"], user.Context["active_model"]) = (move, new JsonArray(move), "account.move");
        await user.Work($"{wizard}.execute", session, new JsonObject { ["default"] = new JsonObject { ["description"] = "a mistake" } }, "cancel");
        user.Context = before;
        return (await user.Work("model.account.move.search", Where("origin", $"account.move,{move}")))[0].GetInt32();
    }

    /// <summary>Changes a draft cancellation so that a cent of what it cancels stays.</summary>
    public async Task LeaveACent(int cancellation)
    {
        JsonArray amounts = ["lines.debit", "lines.credit"];
        var move = await user.Work("model.account.move.read", new JsonArray(cancellation), amounts);
        var lines = move[0].GetProperty("lines.").EnumerateArray().ToList();
        var changes = new[] { "debit", "credit" }.Select(side =>
            lines.Where(line => AmountOf(line, side) < 0m).Select(line => ACentLess(line, side)).First()
        );
        await user.Work("model.account.move.write", new JsonArray(cancellation), new JsonObject { ["lines"] = new JsonArray([.. changes]) });
    }

    static JsonNode ACentLess(JsonElement line, string side)
    {
        var text = (AmountOf(line, side) + 0.01m).ToString(CultureInfo.InvariantCulture);
        return new JsonArray("write", new JsonArray(line.GetProperty("id").GetInt32()), new JsonObject { [side] = TrytonUser.Amount(text) });
    }

    static decimal AmountOf(JsonElement record, string field) =>
        decimal.Parse(record.GetProperty(field).GetProperty("decimal").GetString()!, CultureInfo.InvariantCulture);

    /// <returns>The draft.</returns>
    public async Task<int> Copy(int move) => (await user.Work("model.account.move.copy", new JsonArray(move), new JsonObject()))[0].GetInt32();

    public Task Post(int move) => user.Work("model.account.move.post", new JsonArray(move));

    public async Task Close(string month)
    {
        JsonArray which = [new JsonArray("name", "=", month), new JsonArray("company", "=", Id)];
        var period = (await user.Work("model.account.period.search", which))[0].GetInt32();
        await user.Work("model.account.period.close", new JsonArray(period));
    }

    /// <summary>The move that bears one of our keys and stands for itself.</summary>
    public async Task<int> MoveOf(string key) => (await MovesOf(key)).Single();

    public async Task<IReadOnlyList<int>> MovesOf(string key) =>
        [
            .. (
                await Rows($"SELECT id::text FROM account_move WHERE company = {Id} AND description = '{key}' AND origin IS NULL ORDER BY id")
            ).Select(text => int.Parse(text, CultureInfo.InvariantCulture)),
        ];

    /// <summary>The descriptions of the moves that are in the books and stand for themselves, from Tryton's own table.</summary>
    public Task<IReadOnlyList<string>> Posted() =>
        Rows($"SELECT coalesce(description, '') FROM account_move WHERE company = {Id} AND state = 'posted' AND origin IS NULL");

    public async Task<int> Drafts() => (await Rows($"SELECT id::text FROM account_move WHERE company = {Id} AND state = 'draft'")).Count;

    /// <summary>What Tryton itself says stands on each account, of posted moves.</summary>
    public async Task<IReadOnlyDictionary<string, decimal>> TrialBalance()
    {
        var before = user.Context;
        user.Context = (JsonObject)before.DeepClone();
        (user.Context["fiscalyear"], user.Context["posted"]) = (FiscalYear, true);
        JsonArray ours = [new JsonArray("company", "=", Id)];
        var rows = await user.Work("model.account.account.search_read", ours, 0, null, null, new JsonArray("name", "balance"));
        user.Context = before;
        return rows.EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!, row => AmountOf(row, "balance"));
    }

    /// <summary>As after it was opened, but for accounts that were added.</summary>
    public Task Empty() =>
        Rows(
            $"""
            DELETE FROM account_move_line WHERE move IN (SELECT id FROM account_move WHERE company = {Id});
            DELETE FROM account_move WHERE company = {Id};
            DELETE FROM account_journal_period WHERE period IN (SELECT id FROM account_period WHERE fiscalyear = {FiscalYear});
            UPDATE account_period SET state = 'open' WHERE fiscalyear = {FiscalYear}
            """
        );

    public async Task<IReadOnlyList<string>> Rows(string sql)
    {
        await using var command = tables.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>A currency of two decimals; Tryton comes without any.</summary>
    public async Task<int> Currency(string code) =>
        await Find("currency.currency", "code", code)
        ?? await Create(
            "currency.currency",
            new()
            {
                ["name"] = code,
                ["symbol"] = code,
                ["code"] = code,
                ["rounding"] = TrytonUser.Amount("0.01"),
                ["digits"] = 2,
            }
        );

    async Task<int?> Find(string model, string field, string value)
    {
        var found = await user.Work($"model.{model}.search", Where(field, value));
        return found.GetArrayLength() == 0 ? null : found[0].GetInt32();
    }

    async Task<int> Create(string model, JsonObject record) => (await user.Work($"model.{model}.create", new JsonArray(record)))[0].GetInt32();

    static JsonArray Where(string field, JsonNode value) => [new JsonArray(field, "=", value)];

    static JsonObject OwnJournal(int? sequence) =>
        new()
        {
            ["name"] = "AccountingSync",
            ["code"] = Journal,
            ["type"] = "general",
            ["sequence"] = sequence,
        };

    public void Dispose()
    {
        user.Dispose();
        tables.Dispose();
    }
}
