using System.Text.Json;
using AccountingSync.Sandbox.Odoo;

namespace AccountingSync.Sandbox.Census;

/// <summary>Odoo's lines of the census file: one per call that changed something, so that a crash keeps all of it or none.</summary>
internal static class OdooCensusLines
{
    public static string Change(string database, IReadOnlyList<OdooEntry> entries, IReadOnlyList<int> deleted) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "odoo-change",
                database,
                entries,
                deleted,
            }
        );

    public static string Account(string database, OdooAccount account) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "odoo-account",
                database,
                account,
            }
        );

    public static string Settings(string database, OdooSettings settings) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "odoo-settings",
                database,
                settings,
            }
        );
}
