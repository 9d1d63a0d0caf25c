using System.Text.Json;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Sandbox.Stripe;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Corrections;

/// <summary>By the sandbox, which plays it.</summary>
public abstract class Correcting_stripe : Correcting_a_source
{
    const string Key = "sk_test_shop";
    SandboxServer sandbox = null!;
    FaultyNetwork network = null!;
    SourceApis apis = null!;
    StripeDay day = null!;

    protected override ISourceCorrections Source => new StripeCorrections(apis, sandbox.Clock);
    private protected override FaultyNetwork Network => network;
    protected override SourceAccess Access => new(Key, new Uri(sandbox.Address, "stripe/"));
    protected abstract string Collection { get; }
    protected abstract string Prefix { get; }
    protected abstract CorrectionField Field { get; }
    protected override (string TransactionId, CorrectionField Field) Known => (IdOf(Prefix), Field);
    protected override string Stranger => Prefix + "stranger";

    [SetUp]
    public async Task Open()
    {
        sandbox = await SandboxServer.StartEmpty();
        sandbox.Clock.Now = Noon;
        sandbox.Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        network = new FaultyNetwork(new SocketsHttpHandler());
        apis = new SourceApis(sandbox.Clock, network);
        day = await sandbox.PlayUnheard(seed: 7, charges: 40);
        await Write("old");
    }

    [TearDown]
    public async Task Close()
    {
        apis.Dispose();
        network.Dispose();
        await sandbox.DisposeAsync();
    }

    string IdOf(string prefix) =>
        prefix == "pi_"
            ? Json("ch_").GetProperty("payment_intent").GetString()!
            : day.Objects.First(made => made.Id.StartsWith(prefix, StringComparison.Ordinal)).Id;

    JsonElement Json(string prefix) =>
        JsonDocument.Parse(day.Objects.First(made => made.Id.StartsWith(prefix, StringComparison.Ordinal)).Json).RootElement;

    protected override async Task<string?> Says()
    {
        var said = (await sandbox.Get($"/stripe/v1/{Collection}/{IdOf(Prefix)}")).Json;
        return Field is CorrectionField.Metadata(var key)
            ? said.GetProperty("metadata").TryGetProperty(key, out var value)
                ? value.GetString()
                : null
            : said.GetProperty("description").GetString();
    }

    protected override async Task Write(string text)
    {
        var parameter = Field is CorrectionField.Metadata(var key) ? $"metadata[{key}]" : "description";
        using var form = new FormUrlEncodedContent([new(parameter, text)]);
        using var answer = await sandbox.Http.PostAsync(new Uri($"/stripe/v1/{Collection}/{IdOf(Prefix)}", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
    }
}

[TestFixture]
public sealed class Correcting_the_metadata_of_a_charge : Correcting_stripe
{
    protected override string Collection => "charges";
    protected override string Prefix => "ch_";
    protected override CorrectionField Field => new CorrectionField.Metadata("cost centre");
}

[TestFixture]
public sealed class Correcting_the_description_of_a_charge : Correcting_stripe
{
    protected override string Collection => "charges";
    protected override string Prefix => "ch_";
    protected override CorrectionField Field => new CorrectionField.Description();
}

[TestFixture]
public sealed class Correcting_the_metadata_of_a_refund : Correcting_stripe
{
    protected override string Collection => "refunds";
    protected override string Prefix => "re_";
    protected override CorrectionField Field => new CorrectionField.Metadata("why");
}

[TestFixture]
public sealed class Correcting_the_description_of_a_payment_intent : Correcting_stripe
{
    protected override string Collection => "payment_intents";
    protected override string Prefix => "pi_";
    protected override CorrectionField Field => new CorrectionField.Description();
}
