using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Rules;

[TestFixture]
public sealed partial class Where_sql_may_stand
{
    /// <summary>Files whose whole subject is one table or lock, named for what that is rather than "…Store".</summary>
    static readonly string[] NamedForWhatTheyHold =
    [
        "services/Ingestion/Access/Connections.cs",
        "services/Ingestion/Access/Credentials.cs",
        "services/Ingestion/Access/KnownOrganisations.cs",
        "services/LedgerWriter/ReverseEntry/WaitingReversals.cs",
        "services/PlatformSync/PushEntries/ConnectionTurn.cs",
        "services/Reconciliation/Collect/Organisations.cs",
        "services/Reconciliation/Match/ComparedCounts.cs",
        "services/Reconciliation/Match/PlatformSides.cs",
        "services/Reconciliation/Match/TransactionSides.cs",
    ];

    [GeneratedRegex(@"\b(SELECT|INSERT INTO|UPDATE \w|DELETE FROM|CREATE (TABLE|ROLE|FUNCTION)|ALTER (TABLE|ROLE)|TRUNCATE)\b")]
    private static partial Regex Sql();

    static bool HoldsSql(SourceFile file) => file.Texts.Any(text => Sql().IsMatch(text));

    static IEnumerable<SourceFile> OfServices => SourceFile.In("services").Where(HoldsSql);

    static bool MaySpeakSql(SourceFile file) =>
        file.Name.EndsWith("Store", StringComparison.Ordinal)
        || file.Name.EndsWith("Queries", StringComparison.Ordinal)
        || file.Name.EndsWith("Query", StringComparison.Ordinal)
        || file.Name.EndsWith("Rows", StringComparison.Ordinal)
        || NamedForWhatTheyHold.Contains(file.Path);

    [Test]
    public void in_a_service_sql_stands_in_stores_queries_and_rows() =>
        Breaches.None(
            OfServices.Where(file => !MaySpeakSql(file)).Select(file => file.Path),
            "SQL stands in files called …Store, …Query, …Queries or …Rows, or in one that this test names: one statement, one method, one name."
        );

    [Test]
    public void what_holds_sql_is_no_consumer_no_route_and_no_background_work() =>
        Breaches.None(
            OfServices
                .Where(file => file.Mentions("EnvelopeConsumer|IConsumer|MassTransitStateMachine|BackgroundService|MapGet|MapPost|MapPut|MapDelete"))
                .Select(file => file.Path),
            "The shell loads, calls, stores and publishes; the statements have a file of their own."
        );

    [Test]
    public void in_shared_projects_only_postgres_messaging_and_local_servers_hold_sql() =>
        Breaches.None(
            SourceFile
                .In("shared")
                .Where(HoldsSql)
                .Where(file => file.Path.Split('/')[1] is not ("Postgres" or "Messaging" or "LocalServers"))
                .Select(file => file.Path),
            "Contracts, Accounting, Security and ServiceDefaults do not know a database."
        );

    [Test]
    public void the_list_of_exceptions_names_only_files_that_need_it() =>
        Breaches.None(
            NamedForWhatTheyHold.Where(path => !OfServices.Any(file => file.Path == path)),
            "An exception that nobody uses is taken off the list."
        );

    [Test]
    public void a_service_touches_no_schema_but_its_own()
    {
        var owners = Checkout
            .FilesIn("services", ".sql")
            .SelectMany(path =>
                SchemaTable().Matches(Checkout.Read(path)).Select(match => (Service: path.Split('/')[1], Table: match.Groups[1].Value))
            )
            .ToHashSet();
        Breaches.None(
            from service in ProjectFile.All
            where service.IsService
            from file in service.Sources
            from text in file.Texts
            from owner in owners
            where owner.Service != service.Name && Regex.IsMatch(text, $@"\b{Regex.Escape(owner.Table)}\b") && Sql().IsMatch(text)
            select $"{file.Path} names {owner.Table} of {owner.Service}",
            "Nobody reads a neighbour's tables: one schema and one role per service."
        );
        Assert.That(owners, Is.Not.Empty);
    }

    [GeneratedRegex(@"CREATE (?:TABLE|VIEW)(?: IF NOT EXISTS)? (\w+\.\w+)")]
    private static partial Regex SchemaTable();

    [Test]
    public void every_table_that_has_an_organisation_is_guarded_by_row_security_or_says_why_not()
    {
        // Read to find out whose a request, key or event is, so before there is an organisation to act for.
        string[] withoutReason = [.. UnguardedTables().Where(table => !Unguarded.ContainsKey(table))];
        Assert.Multiple(() =>
        {
            Breaches.None(withoutReason, "A table with rows of several organisations has row level security, enabled and forced.");
            Assert.That(Unguarded.Keys, Is.SubsetOf(UnguardedTables()), "An exception that nobody needs is taken off the list.");
        });
    }

    static readonly Dictionary<string, string> Unguarded = new(StringComparer.Ordinal)
    {
        ["ingestion.organisations"] = "it is the list of organisations",
        ["ingestion.api_keys"] = "read to learn the organisation from a key",
        ["ingestion.connections"] = "read to learn the organisation from a webhook's address; the secrets are encrypted",
        ["ingestion.pulls"] = "the schedule visits all of them; times and names only",
        ["platform.connections"] = "the workers visit all of them; names and addresses only, the secrets are encrypted",
        ["ledger.organisations"] = "names only, for the sealer that visits all of them",
        ["data_keys"] = "wrapped keys; cached before a session begins",
        ["reconciliation.organisations"] = "names only, for the runs that visit all of them",
        ["set_aside"] = "an operator lists what could not be processed over all organisations",
    };

    static IEnumerable<string> UnguardedTables() =>
        from path in Checkout.Files
        where path.EndsWith(".sql", StringComparison.Ordinal) && path.Contains("/Migrations/", StringComparison.Ordinal)
        where !path.StartsWith("tests/", StringComparison.Ordinal)
        let script = Checkout.Read(path)
        from Match table in TableWithOrganisation().Matches(script)
        let name = table.Groups["name"].Value
        where !IsGuarded(script, name) && !IsGuardedInALoop(script, name)
        select name;

    const string Guard = "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY";

    static bool IsGuarded(string script, string table) =>
        script.Contains($"ALTER TABLE {table} {Guard};", StringComparison.Ordinal)
        && script.Contains($"CREATE POLICY own_organisation ON {table} USING", StringComparison.Ordinal);

    static bool IsGuardedInALoop(string script, string table)
    {
        var (schema, name) = (table.Split('.')[0], table.Split('.')[^1]);
        return Regex.IsMatch(
            script,
            $@"FOREACH[^;]*?'{Regex.Escape(name)}'[^;]*LOOP\s[^$]*?ALTER TABLE {schema}\.%I {Guard}'[^$]*?CREATE POLICY own_organisation ON {schema}\.%I USING"
        );
    }

    [GeneratedRegex(@"CREATE TABLE (?<name>[\w.]+) \((?:(?!\n\)).)*?\n\s+organisation text", RegexOptions.Singleline)]
    private static partial Regex TableWithOrganisation();
}
