using System.Text.Json;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>How a change is confirmed: the whole object, or a tombstone.</summary>
internal static class Written
{
    public static void Write(Utf8JsonWriter json, StoredObject stored)
    {
        if (stored.Deleted)
            Wire.WriteDeletion(json, stored);
        else
            Wire.WriteObject(json, stored);
    }
}
