using System.Globalization;
using System.Security.Cryptography;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Run;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>The organisation that a demo day is played into. Each run makes its own, so that nobody's books are touched.</summary>
sealed record DemoOrganisation
{
    const string FirstName = "demo";
    public const string PlainTextConnection = "books";
    public const string QuickBooksConnection = "quickbooks";

    public required string Name { get; init; }

    /// <summary>1 for the first demo day of this installation.</summary>
    public required int Number { get; init; }
    public required string OperatorKey { get; init; }
    public required string SourceKey { get; init; }

    /// <summary>Name of the Stripe connection; unique over all organisations, because it is part of an address.</summary>
    public required string Stripe { get; init; }
    public required string WebhookSecret { get; init; }
    public required string Realm { get; init; }
    public required string JournalDirectory { get; init; }

    public string HledgerFile => Path.Combine(JournalDirectory, "journal.hledger");
    public string BeancountFile => Path.Combine(JournalDirectory, "journal.beancount");

    public static async Task<DemoOrganisation> SetUp(LocalRun run, SandboxCompany sandbox, CancellationToken stop)
    {
        using var setUp = new SetUp(run.Address);
        var taken = (await setUp.Organisations(stop)).Select(row => row.Text("organisation")!).ToHashSet();
        var number = Enumerable.Range(1, int.MaxValue).First(candidate => !taken.Contains(NameOf(candidate)));
        var name = NameOf(number);
        await setUp.AddOrganisation(name, string.Create(CultureInfo.InvariantCulture, $"Demo day {number}"), stop);
        var demo = new DemoOrganisation
        {
            Name = name,
            Number = number,
            OperatorKey = await setUp.AddKey(name, "operator", "demo", stop),
            SourceKey = await setUp.AddKey(name, "source", "tills", stop),
            Stripe = number == 1 ? "stripe" : string.Create(CultureInfo.InvariantCulture, $"stripe-{number}"),
            WebhookSecret = "whsec_" + RandomNumberGenerator.GetHexString(32, lowercase: true),
            Realm = (9_130_350_000_000_000 + number).ToString(CultureInfo.InvariantCulture),
            JournalDirectory = Path.Combine(run.Installation.Directory, "journals", name, PlainTextConnection),
        };
        new RememberedKeys(run.Installation).Remember(name, demo.OperatorKey);
        ActiveOrganisation.Write(run.Installation, name);
        run.Publish(demo.OperatorKey);
        await PublishRules(run, setUp, demo, stop);
        await setUp.ConnectSource(
            name,
            demo.Stripe,
            "stripe",
            new Uri(run.Address.Sandbox, "stripe/"),
            webhookAddress: null,
            [demo.WebhookSecret],
            "sk_test_" + name,
            source: null,
            stop
        );
        await Task.WhenAll(
            setUp.ConnectPlatform(name, PlainTextConnection, "plain-text", new Dictionary<string, string>(), new Dictionary<string, string>(), stop),
            ConnectQuickBooks(setUp, sandbox, demo, stop)
        );
        return demo;
    }

    static async Task PublishRules(LocalRun run, SetUp setUp, DemoOrganisation demo, CancellationToken stop)
    {
        using var console = new Endpoint("The console", run.Address.Console, demo.OperatorKey);
        (await console.Post("v1/rule-sets", new { Content = await setUp.ShippedRules("retail", stop), FileName = "retail.yaml" }, stop)).Must();
    }

    static async Task ConnectQuickBooks(SetUp setUp, SandboxCompany sandbox, DemoOrganisation demo, CancellationToken stop)
    {
        var refreshToken = await sandbox.SignIn(demo.Name, stop);
        await sandbox.CreateChart(demo.Realm, DemoChart.For(demo.Stripe), stop);
        await setUp.ConnectPlatform(
            demo.Name,
            QuickBooksConnection,
            "quickbooks",
            new Dictionary<string, string>
            {
                ["realm"] = demo.Realm,
                ["base_address"] = sandbox.QuickBooksAddress.ToString(),
                ["token_address"] = sandbox.TokenAddress.ToString(),
                ["settle_seconds"] = "2",
            },
            new Dictionary<string, string>
            {
                ["client_id"] = SandboxCompany.ClientId,
                ["client_secret"] = SandboxCompany.ClientSecret,
                ["refresh_token"] = refreshToken,
            },
            stop
        );
    }

    static string NameOf(int number) => number == 1 ? FirstName : string.Create(CultureInfo.InvariantCulture, $"{FirstName}-{number}");
}
