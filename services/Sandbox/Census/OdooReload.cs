using System.Text.Json;
using AccountingSync.Sandbox.Odoo;

namespace AccountingSync.Sandbox.Census;

/// <summary>Brings back Odoo's part of what an earlier run had answered for.</summary>
internal sealed class OdooReload(OdooDatabases databases)
{
    /// <summary>False when the line is of no kind of ours.</summary>
    public bool Apply(JsonElement line)
    {
        switch (line.GetProperty("kind").GetString())
        {
            case "odoo-change":
                Of(line).Restore(Read<List<OdooEntry>>(line, "entries"), Read<List<int>>(line, "deleted"));
                return true;
            case "odoo-account":
                Of(line).Restore(Read<OdooAccount>(line, "account"));
                return true;
            case "odoo-settings":
                Of(line).Restore(Read<OdooSettings>(line, "settings"));
                return true;
            default:
                return false;
        }
    }

    OdooDatabase Of(JsonElement line) => databases[line.GetProperty("database").GetString()!];

    static T Read<T>(JsonElement line, string name) => line.GetProperty(name).Deserialize<T>()!;
}
