using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>What must be known of a company before anything is written to it.</summary>
/// <param name="Currency">The company's.</param>
/// <param name="Digits">Decimals of it.</param>
/// <param name="Journal">The record of the journal that entries go to.</param>
/// <param name="LockedUntil">Nothing is posted on this day or before; null while nothing is locked.</param>
sealed record OdooBooks(int Company, string Currency, int Digits, int Journal, DateOnly? LockedUntil, DateTimeOffset ReadAt)
{
    /// <summary>The language is the one that each Odoo has, so that its reasons are in one.</summary>
    public JsonObject Context => ContextOf(Company);

    public static JsonObject ContextOf(int company) => new() { ["lang"] = "en_US", ["allowed_company_ids"] = new JsonArray(company) };

    public bool IsLocked(DateOnly day) => day <= LockedUntil;

    public string WhyLocked => $"Odoo's books are locked up to {LockedUntil:yyyy-MM-dd}.";
}
