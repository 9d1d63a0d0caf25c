using System.Net;
using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>How a call travels, and how its answer is told.</summary>
interface IOdooProtocol
{
    /// <param name="token">What the sign-in gave.</param>
    HttpRequestMessage Request(OdooCall call, string token);

    /// <param name="body">Null when it is no JSON.</param>
    OdooReply Read(HttpStatusCode status, JsonElement? body);
}
