using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>
/// Ids in Stripe's form that depend only on the plan and what they name: a day that is played twice repeats itself,
/// and two different days share nothing even when their seeds are the same.
/// </summary>
internal sealed class StripeIds(StripePlan plan)
{
    const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const int Length = 24;

    readonly string day = string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.Seed}/{plan.Charges}/{plan.Start:O}/{string.Join('+', plan.Currencies)}/{plan.Refunds}/{plan.Disputes}/{plan.Tips}/{plan.Payouts}{(plan.PayoutsUnderWay ? "/under-way" : "")}{(plan.SettlesIn is null ? "" : $"/{plan.SettlesIn}")}"
    );

    public string Of(string prefix, string name, int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{day}/{prefix}/{name}/{number}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Create(
            prefix.Length + 1 + Length,
            (prefix, hash),
            static (span, from) =>
            {
                from.prefix.CopyTo(span);
                span[from.prefix.Length] = '_';
                for (var index = 0; index < Length; index++)
                    span[from.prefix.Length + 1 + index] = Alphabet[from.hash[index] % Alphabet.Length];
            }
        );
    }
}
