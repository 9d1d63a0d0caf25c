using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>A document after its rules: completed, or refused.</summary>
internal abstract record Checked
{
    Checked() { }

    public sealed record Accepted(JsonObject Document) : Checked;

    public sealed record Refused(QuickBooksFault Fault) : Checked;
}
