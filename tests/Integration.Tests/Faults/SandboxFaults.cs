using System.Net.Http.Json;
using System.Text.Json;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>What the accounting platform and its token endpoint suffer. The sandbox counts per plan, so what was counted is
/// gathered whenever a plan is replaced.</summary>
public sealed class SandboxFaults(CampaignSystem campaign, FaultTally tally, ulong seed)
{
    static readonly Dictionary<string, double> Usual = new()
    {
        ["close_after_commit"] = 0.05,
        ["http_500"] = 0.02,
        ["http_500_after_commit"] = 0.02,
        ["close_before"] = 0.02,
        ["truncate"] = 0.02,
        ["html_200"] = 0.02,
        ["http_429"] = 0.01,
    };

    static readonly Dictionary<string, double> NoTokens = new(Usual) { ["expired_token"] = 0.3 };

    /// <summary>One of each for certain, then at random.</summary>
    static readonly string[] First = ["close_after_commit", "truncate", "html_200", "http_500_after_commit"];

    public Task Begin(CancellationToken stop) =>
        Suffer(
            new
            {
                target = "quickbooks",
                seed,
                rates = Usual,
                next = First,
                forget_request_ids = true,
            },
            stop
        );

    /// <summary>Every request is answered with 503, for a while.</summary>
    public async Task Outage(TimeSpan length, CancellationToken stop)
    {
        await Suffer(new { target = "quickbooks", outage = true }, stop);
        await Task.Delay(length, stop);
        await Begin(stop);
    }

    /// <summary>Tokens expire in the middle of batches, and the answers that bear new ones are lost or spoiled: the next ones at once, others
    /// now and then.</summary>
    public async Task ExpireTokens(TimeSpan length, CancellationToken stop)
    {
        await Suffer(
            new
            {
                target = "quickbooks-tokens",
                seed,
                rates = new Dictionary<string, double>
                {
                    ["close_after_commit"] = 0.3,
                    ["html_200"] = 0.2,
                    ["http_500"] = 0.1,
                },
                next = new[] { "close_after_commit", "html_200", "truncate" },
            },
            stop
        );
        await Suffer(
            new
            {
                target = "quickbooks",
                seed,
                rates = NoTokens,
                forget_request_ids = true,
            },
            stop
        );
        await Task.Delay(length, stop);
        await Suffer(new { target = "quickbooks-tokens" }, stop);
        await Begin(stop);
    }

    public async Task End(CancellationToken stop)
    {
        await Suffer(new { target = "quickbooks-tokens" }, stop);
        await Suffer(new { target = "quickbooks" }, stop);
    }

    public Task Suffer(object plan, CancellationToken stop) => Suffer(campaign, plan, tally, stop);

    public static async Task Suffer(CampaignSystem campaign, object plan, FaultTally? tally, CancellationToken stop)
    {
        using var http = new HttpClient();
        var address = new Uri(campaign.System.AddressOf("sandbox"), "sandbox/faults");
        var before = await http.GetFromJsonAsync<JsonElement>(address, stop);
        using var answer = await http.PostAsJsonAsync(address, plan, stop);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(stop));
        var target = JsonSerializer.SerializeToElement(plan).GetProperty("target").GetString()!;
        foreach (var fired in before.GetProperty(target).GetProperty("fired").EnumerateObject())
            tally?.Fault($"{target} {fired.Name}", fired.Value.GetInt32());
    }
}
