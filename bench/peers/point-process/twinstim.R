# surveillance::twinstim with the true background given as an offset on 250 m tiles. Usage: Rscript twinstim.R FILE
suppressPackageStartupMessages({ library(surveillance); library(sp); library(spatstat.geom) })
events <- read.csv(commandArgs(TRUE)[1])
hills <- rbind(c(.25, 5, 5, .6), c(.2, 2.5, 6.5, .4), c(.15, 7.2, 3.1, .5), c(.15, 3.6, 2.6, .8), c(.15, 7, 7.4, .35), c(.1, 1.5, 1.5, .9))
shape <- function(x, y) .3 / 100 + .7 * rowSums(apply(hills, 1, function(h) h[1] * dnorm(x, h[2], h[4]) * dnorm(y, h[3], h[4])))
side <- 0.25
centres <- expand.grid(x = seq(side / 2, 10, side), y = seq(side / 2, 10, side))
square <- function(k) Polygons(list(Polygon(cbind(centres$x[k] + c(-1, -1, 1, 1, -1) * side / 2, centres$y[k] + c(-1, 1, 1, -1, -1) * side / 2))), as.character(k))
tiles <- SpatialPolygons(lapply(seq_len(nrow(centres)), square))
W <- SpatialPolygons(list(Polygons(list(Polygon(cbind(c(0, 0, 10, 10, 0), c(0, 10, 10, 0, 0)))), "W")))
column <- pmin(floor(events$x_m / 1000 / side), 39)
row <- pmin(floor(events$y_m / 1000 / side), 39)
points <- SpatialPointsDataFrame(cbind(events$x_m, events$y_m) / 1000, data.frame(
  time = events$t_days, tile = factor(row * 40 + column + 1, levels = seq_len(nrow(centres))), eps.t = 56, eps.s = 0.75))
stgrid <- data.frame(start = 0, stop = 1095.75, tile = factor(seq_len(nrow(centres))), area = side^2,
                     shape = shape(centres$x, centres$y))
epidata <- as.epidataCS(points, stgrid, W, nCircle2Poly = 16)
began <- proc.time()[["elapsed"]]
fit <- twinstim(endemic = ~offset(log(shape)), epidemic = ~1, siaf = siaf.gaussian(1), tiaf = tiaf.exponential(1),
                data = epidata, start = c(h.1 = 0, "e.(Intercept)" = 0, e.siaf.1 = log(0.2), e.tiaf.1 = log(0.1)), cumCIF = FALSE,
                model = FALSE, verbose = FALSE)
took <- proc.time()[["elapsed"]] - began
estimate <- coef(fit)
sd <- exp(estimate[["e.siaf.1"]])
rate <- estimate[["e.tiaf.1"]]
cat(sprintf('{"seconds":%f,"sdMetres":%f,"delay":%f,"branching":%f}\n', took, 1000 * sd, 1 / rate,
            exp(estimate[["e.(Intercept)"]]) * 2 * pi * sd^2 / rate))
