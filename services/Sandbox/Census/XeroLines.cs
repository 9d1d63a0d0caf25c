using System.Text.Json;
using AccountingSync.Sandbox.Xero;

namespace AccountingSync.Sandbox.Census;

/// <summary>Xero's lines of the census file: one per request that changed something, so that a crash keeps all of it or none.</summary>
internal static class XeroLines
{
    public static string Change(Guid tenant, IReadOnlyList<ManualJournal> journals, RememberedAnswer? answer) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "xero-change",
                tenant,
                journals,
                answer,
            }
        );

    public static string Account(Guid tenant, XeroAccount account) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "xero-account",
                tenant,
                account,
            }
        );

    public static string Settings(Guid tenant, XeroSettings settings) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "xero-settings",
                tenant,
                settings,
            }
        );
}
