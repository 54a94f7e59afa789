# spatstat's edge-corrected kernel density, 200 x 200, bandwidth 300 m. Usage: Rscript density.R FILE TIMES
suppressPackageStartupMessages({ library(spatstat.geom); library(spatstat.explore) })
arguments <- commandArgs(TRUE)
events <- read.csv(arguments[1])
pattern <- suppressWarnings(ppp(events$x_m, events$y_m, window = owin(c(0, 10000), c(0, 10000)), check = FALSE))
times <- sapply(seq_len(as.integer(arguments[2])), function(k)
  system.time(density(pattern, sigma = 300, dimyx = c(200, 200), edge = TRUE))[["elapsed"]])
cat(sprintf('{"seconds":%f}\n', median(times)))
