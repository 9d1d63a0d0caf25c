using System.Globalization;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>How a payout stands, for people.</summary>
/// <param name="Tone">good, wait or bad.</param>
public sealed record PayoutStanding(string State, string Tone, string Says)
{
    /// <param name="payout">Its state may be one that this page does not know: an older page beside a newer service.</param>
    public static PayoutStanding Of(Payout payout) =>
        payout.State switch
        {
            "zero" => new("Zero", "good", $"over the payout and {Settled(payout)}"),
            "residual" => new("Not zero", "bad", $"{Amounts(payout.Residual)} left, over the payout and {Settled(payout)}"),
            "suspense" => new("On suspense", "bad", $"{Amounts(payout.OnSuspense)} that the source cannot tell, of {Settled(payout)}"),
            "waiting" => new("Waiting", "wait", $"for its time; it settles {Settled(payout)}"),
            "unknown" => new("Unknown", "wait", "the source does not say what it settles"),
            var other => new(other, "wait", Settled(payout)),
        };

    static string Settled(Payout payout) =>
        string.Create(CultureInfo.InvariantCulture, $"{payout.Contents:N0} {(payout.Contents == 1 ? "transaction" : "transactions")}");

    static string Amounts(IReadOnlyDictionary<string, decimal>? amounts) =>
        string.Join(
            ", ",
            (amounts ?? new Dictionary<string, decimal>())
                .OrderBy(amount => amount.Key, StringComparer.Ordinal)
                .Select(amount => AmountText.InWords(amount.Value, amount.Key))
        );
}
